/// The life of one transfer as seen by the tasks that wait for it: it decides who is woken with what, when the
/// transfer is paused, and what an error says. It does nothing itself; effects are returned.
///
/// Every waiter that comes in goes out in exactly one effect, so that each continuation is resumed exactly once.
struct TransferMachine<HeadWaiter: Sendable, ChunkWaiter: Sendable>: Sendable {
    struct Effects: Sendable {
        var head: (waiter: HeadWaiter, outcome: Result<HTTPHead, HTTPError>)?
        var chunk: (waiter: ChunkWaiter, outcome: Result<[UInt8]?, HTTPError>)?
        /// What the thread that owns the transfer is to do.
        var order: Order?
    }

    enum Order: Hashable, Sendable { case resume, remove }

    enum Receipt: Sendable {
        case accepted(Effects)
        /// Nothing was taken: the same bytes have to be offered again after the order to resume.
        case paused
        /// Nobody wants the bytes any more.
        case refused
    }

    private enum Phase: Sendable {
        case waitingForHead
        case receiving
        case ended(HTTPError?)
    }

    let url: String
    /// The request can be repeated without harm.
    let isSafe: Bool
    let maximumBufferedBytes: Int

    private var phase = Phase.waitingForHead
    private var head: HTTPHead?
    private var headWaiter: HeadWaiter?
    private var chunkWaiter: ChunkWaiter?
    private var buffer: [UInt8] = []
    private var isPaused = false
    private var hasStarted = false

    init(url: String, isSafe: Bool, maximumBufferedBytes: Int) {
        self.url = url
        self.isSafe = isSafe
        self.maximumBufferedBytes = maximumBufferedBytes
    }

    var hasEnded: Bool {
        if case .ended = phase { true } else { false }
    }

    func failure(_ kind: HTTPError.Kind, code: Int32? = nil, detail: String = "") -> HTTPError {
        HTTPError(kind, url: url, curlCode: code, detail: detail, mayHaveReachedServer: hasStarted)
    }
}

// What the connection does.
extension TransferMachine {
    /// The request is about to be written. curl repeats a request by itself if a reused connection breaks; false
    /// forbids that where the first attempt may have changed something.
    mutating func startRequest() -> Bool {
        defer { hasStarted = true }
        return isSafe || !hasStarted
    }

    mutating func receiveHead(_ head: HTTPHead) -> Effects {
        guard case .waitingForHead = phase else { return Effects() }
        phase = .receiving
        guard let waiter = take(&headWaiter) else {
            self.head = head
            return Effects()
        }
        return Effects(head: (waiter, .success(head)))
    }

    mutating func receive(_ bytes: UnsafeRawBufferPointer) -> Receipt {
        guard case .receiving = phase else { return .refused }
        if let waiter = take(&chunkWaiter) {
            return .accepted(Effects(chunk: (waiter, .success(Array(bytes)))))
        }
        guard buffer.count < maximumBufferedBytes else {
            isPaused = true
            return .paused
        }
        buffer.append(contentsOf: bytes)
        return .accepted(Effects())
    }

    /// The transfer is over; nil says that it is complete. What is buffered can still be read.
    mutating func end(_ error: HTTPError?) -> Effects {
        if hasEnded { return Effects() }
        var error = error
        if case .waitingForHead = phase, error == nil {
            // curl is content with half a head.
            error = failure(.connectionLost(afterRequestSent: true), detail: "the answer broke off in its head")
        }
        phase = .ended(error)
        return wakeAll(error)
    }

    private mutating func wakeAll(_ error: HTTPError?) -> Effects {
        var effects = Effects()
        if let error, let waiter = take(&headWaiter) { effects.head = (waiter, .failure(error)) }
        if let waiter = take(&chunkWaiter) {
            effects.chunk = (waiter, error.map { .failure($0) } ?? .success(nil))
        }
        return effects
    }
}

// What the reader does.
extension TransferMachine {
    mutating func awaitHead(_ waiter: HeadWaiter) -> Effects {
        if let head = take(&head) { return Effects(head: (waiter, .success(head))) }
        if case .ended(let error) = phase {
            return Effects(head: (waiter, .failure(error ?? failure(.cancelled))))
        }
        headWaiter = waiter
        return Effects()
    }

    mutating func pull(_ waiter: ChunkWaiter) -> Effects {
        guard chunkWaiter == nil else {
            let error = failure(.invalidRequest, detail: "two tasks read one body at the same time")
            return Effects(chunk: (waiter, .failure(error)))
        }
        let order = resumption()
        if !buffer.isEmpty { return Effects(chunk: (waiter, .success(takeBuffer())), order: order) }
        if case .ended(let error) = phase {
            return Effects(chunk: (waiter, error.map { .failure($0) } ?? .success(nil)))
        }
        chunkWaiter = waiter
        return Effects(order: order)
    }

    /// Nobody wants the rest.
    mutating func cancel() -> Effects {
        guard case .ended = phase else {
            let error = failure(.cancelled)
            phase = .ended(error)
            buffer = []
            var effects = wakeAll(error)
            effects.order = .remove
            return effects
        }
        if !buffer.isEmpty {
            buffer = []
            phase = .ended(failure(.cancelled))
        }
        return Effects()
    }

    private mutating func resumption() -> Order? {
        defer { isPaused = false }
        return isPaused && !hasEnded ? .resume : nil
    }

    private mutating func takeBuffer() -> [UInt8] {
        defer { buffer = [] }
        return buffer
    }

    private func take<Value>(_ value: inout Value?) -> Value? {
        defer { value = nil }
        return value
    }
}
