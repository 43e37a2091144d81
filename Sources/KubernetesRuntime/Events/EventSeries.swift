/// Which events are new, which continue a series, and which are too many. Pure.
struct EventSeries: Sendable {
    enum Step: Sendable, Hashable {
        case create
        /// The series in the event of this name has reached the count.
        case update(name: String, count: Int)
        /// The object has had too many events lately.
        case drop
    }

    private struct Known: Sendable {
        var name: String
        var count: Int
        var lastSeen: Duration
    }

    private struct Source: Sendable {
        var bucket: TokenBucket
        var lastSeen: Duration
    }

    /// An event that comes again after this begins anew.
    static let lifetime = Duration.seconds(360)
    /// As Kubernetes' own recorder: 25 events for an object at once, then one in five minutes.
    static let bucket = TokenBucket(perSecond: 1 / 300, burst: 25)

    private let capacity: Int
    private var known: [Event: Known] = [:]
    private var sources: [ObjectReference: Source] = [:]

    init(capacity: Int = 1024) { self.capacity = capacity }

    mutating func step(for event: Event, now: Duration) -> Step {
        guard takeToken(event.regarding, now) else { return .drop }
        guard let known = known[event.content], now - known.lastSeen < Self.lifetime else { return .create }
        return .update(name: known.name, count: known.count + 1)
    }

    /// The event has been stored under the name, as the first of its series or the next.
    mutating func stored(_ event: Event, name: String, count: Int, now: Duration) {
        known[event.content] = Known(name: name, count: count, lastSeen: now)
        guard known.count > capacity else { return }
        // Half of them at once, so that the sorting is paid for rarely.
        for (event, _) in known.sorted(by: { $0.value.lastSeen < $1.value.lastSeen }).prefix(capacity / 2) {
            known[event] = nil
        }
    }

    mutating func forget(_ event: Event) { known[event.content] = nil }

    var count: Int { known.count }

    private mutating func takeToken(_ object: ObjectReference, _ now: Duration) -> Bool {
        var source = sources[object] ?? Source(bucket: Self.bucket, lastSeen: now)
        source.lastSeen = now
        defer { sources[object] = source }
        if sources.count > capacity {
            for (object, _) in sources.sorted(by: { $0.value.lastSeen < $1.value.lastSeen }).prefix(capacity / 2) {
                sources[object] = nil
            }
        }
        return source.bucket.take(now: now)
    }
}

extension Event {
    /// What makes two events the same: all but the annotations.
    fileprivate var content: Event {
        var content = self
        content.annotations = [:]
        return content
    }
}
