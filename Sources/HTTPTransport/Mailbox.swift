internal import CCurl
internal import Synchronization

/// How tasks talk to the thread: what they leave here under a lock, the thread takes out in one go.
///
/// Both lists are bounded by the number of transfers: each is added once, and stands at most once among the poked.
final class Mailbox: Sendable {
    struct Batch {
        var added: [Transfer] = []
        /// These have orders.
        var poked: [Transfer] = []
        var isShuttingDown = false
    }

    private struct State {
        /// Nil when the thread has ended.
        var multi: MultiHandle?
        var batch = Batch()
        var transfers = 0
        var farewells: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    let maximumTransfers: Int

    init(multi: MultiHandle, maximumTransfers: Int) {
        state = Mutex(State(multi: multi))
        self.maximumTransfers = maximumTransfers
    }

    func add(_ transfer: Transfer) throws(HTTPError) {
        let refusal: HTTPError.Kind? = state.withLock { state in
            guard let multi = state.multi, !state.batch.isShuttingDown else { return .shutDown }
            guard state.transfers < maximumTransfers else { return .overloaded(limit: maximumTransfers) }
            state.transfers += 1
            state.batch.added.append(transfer)
            multi.wake()
            return nil
        }
        guard let refusal else { return }
        throw HTTPError(refusal, url: transfer.request.url, mayHaveReachedServer: false)
    }

    func poke(_ transfer: Transfer) {
        state.withLock { state in
            guard let multi = state.multi else { return }
            state.batch.poked.append(transfer)
            multi.wake()
        }
    }

    /// Asks the thread to end; does not wait.
    func requestShutdown() {
        state.withLock { state in
            state.batch.isShuttingDown = true
            state.multi?.wake()
        }
    }

    /// Asks the thread to end, and returns when it has.
    func shutdown() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                state.batch.isShuttingDown = true
                guard let multi = state.multi else { return true }
                state.farewells.append(continuation)
                multi.wake()
                return false
            }
            if hasEnded { continuation.resume() }
        }
    }
}

// For the thread.
extension Mailbox {
    func take() -> Batch {
        state.withLock { state in
            defer { state.batch = Batch(isShuttingDown: state.batch.isShuttingDown) }
            return state.batch
        }
    }

    /// Transfers are over; as many new ones may come.
    func release(_ count: Int) {
        state.withLock { $0.transfers -= count }
    }

    /// Nobody can wake the multi handle after this, so that it can be freed.
    func close() -> (rest: [Transfer], farewells: [CheckedContinuation<Void, Never>]) {
        state.withLock { state in
            defer {
                state.multi = nil
                state.batch = Batch(isShuttingDown: true)
                state.farewells = []
            }
            return (state.batch.added, state.farewells)
        }
    }
}
