internal import FoundationEssentials
public import KubernetesTypes

/// The time of this machine.
public struct SystemTimeSource: TimeSource {
    private static let start = ContinuousClock.now

    public init() {}

    public var uptime: Duration { Self.start.duration(to: .now) }
    public var now: Timestamp { Timestamp(Date()) }

    public func sleep(until deadline: Duration) async throws(CancellationError) {
        do {
            try await Task.sleep(until: Self.start + deadline, clock: .continuous)
        } catch {
            throw CancellationError()
        }
    }
}
