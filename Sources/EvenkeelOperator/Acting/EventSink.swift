import EvenkeelEngine

/// Where Events go.
protocol EventSink: Sendable {
    func record(_ record: EventRecord) async
}
