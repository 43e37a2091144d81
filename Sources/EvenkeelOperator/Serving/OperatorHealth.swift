import Synchronization

/// Whether the operator lives and is ready, as the probes ask.
public final class OperatorHealth: Sendable {
    private let waitingFor = Mutex<String?>("starting")
    /// `nil` while this replica does not lead: it has no loop then that could stand still.
    private let lastStep = Mutex<ContinuousClock.Instant?>(nil)
    private let now: @Sendable () -> ContinuousClock.Instant

    public init() { now = { .now } }

    init(now: @escaping @Sendable () -> ContinuousClock.Instant) { self.now = now }

    func ready() { waitingFor.withLock { $0 = nil } }
    func notReady(_ reason: String) { waitingFor.withLock { $0 = reason } }
    func alive() {
        let now = now()
        lastStep.withLock { $0 = now }
    }
    /// It leads no more; it stands by, or comes to its end.
    func standsBy() { lastStep.withLock { $0 = nil } }

    /// What it still waits for; `nil` when it is ready.
    public var notReadyReason: String? { waitingFor.withLock { $0 } }

    /// The engine's loop turns several times a second; a minute without is a hang that only a restart ends.
    public var isAlive: Bool {
        let now = now()
        return lastStep.withLock { $0.map { $0.duration(to: now) < .seconds(60) } ?? true }
    }
}
