internal import FoundationEssentials
public import KubernetesTypes

/// Time as a dependency, so that tests and simulations can turn the hands themselves.
public protocol TimeSource: Sendable {
    /// Since an arbitrary start; never goes back. For deadlines and intervals.
    var uptime: Duration { get }
    /// The time on the wall, for what is written into objects. It can jump.
    var now: Timestamp { get }
    /// Returns when `uptime` has reached the deadline.
    ///
    /// - Throws: `CancellationError`, at once, when the task is cancelled.
    func sleep(until deadline: Duration) async throws(CancellationError)
}

extension TimeSource {
    public func sleep(for duration: Duration) async throws(CancellationError) {
        try await sleep(until: uptime + duration)
    }
}

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
