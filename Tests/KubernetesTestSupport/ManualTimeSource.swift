public import KubernetesClient
public import KubernetesTypes
internal import Synchronization

/// Time that stands still until a test advances it.
public final class ManualTimeSource: TimeSource {
    private struct Sleeper {
        var deadline: Duration
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var uptime = Duration.zero
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var nextID = 0
    }

    private let start: Timestamp
    private let state = Mutex(State())

    public init(start: Timestamp = Timestamp(secondsSince1970: 1_800_000_000)) { self.start = start }

    public var uptime: Duration { state.withLock { $0.uptime } }
    public var now: Timestamp { start + uptime / .seconds(1) }

    /// How many tasks sleep now.
    public var sleepers: Int { state.withLock { $0.sleepers.count } }

    /// The earliest deadline that somebody sleeps for, or `nil`.
    public var nextDeadline: Duration? { state.withLock { $0.sleepers.values.map(\.deadline).min() } }

    /// Moves time on and wakes everybody whose deadline has come, in the order of the deadlines.
    public func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.uptime += duration
            let due = state.sleepers.filter { $0.value.deadline <= state.uptime }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in woken { sleeper.continuation.resume(returning: true) }
    }

    public func sleep(until deadline: Duration) async throws(CancellationError) {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let slept = await withTaskCancellationHandler {
            await withCheckedContinuation { enter(id, Sleeper(deadline: deadline, continuation: $0)) }
        } onCancel: {
            cancel(id)
        }
        if !slept { throw CancellationError() }
    }

    private func enter(_ id: Int, _ sleeper: Sleeper) {
        let answer: Bool? = state.withLock { state in
            if state.cancelled.remove(id) != nil { return false }
            if sleeper.deadline <= state.uptime { return true }
            state.sleepers[id] = sleeper
            return nil
        }
        if let answer { sleeper.continuation.resume(returning: answer) }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state in
            if let sleeper = state.sleepers.removeValue(forKey: id) { return Optional(sleeper) }
            // Either it has not entered yet, or it has left: only the former looks here again.
            state.cancelled.insert(id)
            return nil
        }
        sleeper?.continuation.resume(returning: false)
    }
}
