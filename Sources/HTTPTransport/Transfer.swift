internal import Synchronization

/// One request on its way, shared between the tasks that wait for it and the thread that carries it.
final class Transfer: Sendable {
    typealias HeadWaiter = CheckedContinuation<Result<HTTPHead, HTTPError>, Never>
    typealias ChunkWaiter = CheckedContinuation<Result<[UInt8]?, HTTPError>, Never>
    typealias Machine = TransferMachine<HeadWaiter, ChunkWaiter>

    let request: HTTPRequest
    let route: Route
    private let machine: Mutex<Machine>
    /// Orders to the thread that it has not carried out yet.
    private let orders = Mutex<Set<Machine.Order>>([])
    private let mailbox: Mailbox

    init(_ request: HTTPRequest, maximumBufferedBytes: Int, mailbox: Mailbox) throws(HTTPError) {
        try request.check()
        self.request = request
        route = try Route(request)
        self.mailbox = mailbox
        machine = Mutex(
            Machine(url: request.url, isSafe: request.method.isSafe, maximumBufferedBytes: maximumBufferedBytes))
    }

    private func perform(_ effects: Machine.Effects) {
        if let (waiter, outcome) = effects.head { waiter.resume(returning: outcome) }
        if let (waiter, outcome) = effects.chunk { waiter.resume(returning: outcome) }
        guard let order = effects.order else { return }
        let isFirst = orders.withLock { orders in
            defer { orders.insert(order) }
            return orders.isEmpty
        }
        if isFirst { mailbox.poke(self) }
    }
}

// For tasks.
extension Transfer {
    func head() async throws(HTTPError) -> HTTPHead {
        try await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in perform(machine.withLock { $0.awaitHead(waiter) }) }
        } onCancel: {
            cancel()
        }.get()
    }

    func nextChunk() async throws(HTTPError) -> [UInt8]? {
        try await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in perform(machine.withLock { $0.pull(waiter) }) }
        } onCancel: {
            cancel()
        }.get()
    }

    func cancel() { perform(machine.withLock { $0.cancel() }) }
}

// For the thread.
extension Transfer {
    var hasEnded: Bool { machine.withLock { $0.hasEnded } }

    func takeOrders() -> Set<Machine.Order> {
        orders.withLock { orders in
            defer { orders = [] }
            return orders
        }
    }

    func startRequest() -> Bool { machine.withLock { $0.startRequest() } }

    func receiveHead(_ head: HTTPHead) { perform(machine.withLock { $0.receiveHead(head) }) }

    enum Receipt { case accepted, paused, refused }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Receipt {
        // Read within this call only, by this thread.
        nonisolated(unsafe) let bytes = bytes
        switch machine.withLock({ $0.receive(bytes) }) {
        case .accepted(let effects):
            perform(effects)
            return .accepted
        case .paused: return .paused
        case .refused: return .refused
        }
    }

    func finish() { perform(machine.withLock { $0.end(nil) }) }

    /// True if curl may have begun to write the request.
    var hasStarted: Bool { machine.withLock { $0.failure(.other).mayHaveReachedServer } }

    func fail(_ kind: HTTPError.Kind, code: Int32? = nil, detail: String = "") {
        perform(machine.withLock { $0.end($0.failure(kind, code: code, detail: detail)) })
    }
}
