import Synchronization

/// Something that happens once, on any thread, and that a test waits for, until its time limit cancels it.
final class Signal: Sendable {
    private struct State {
        var isOver = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func send() {
        let waiters = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume() }
    }

    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isDue = state.withLock { state in
                    if !state.isOver { state.waiters.append(waiter) }
                    return state.isOver
                }
                if isDue { waiter.resume() }
            }
        } onCancel: {
            send()
        }
    }
}
