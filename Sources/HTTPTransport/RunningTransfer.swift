internal import CCurl

/// A transfer that curl carries, with what its callbacks need. It belongs to the thread.
final class RunningTransfer {
    let transfer: Transfer
    let easy: EasyHandle
    var clock: TransferClock
    /// Why a callback of ours stopped the transfer; curl only knows that one did.
    private(set) var refusal: HTTPError.Kind?
    private var parser: HeadParser
    private let headers = HeaderList()
    private let connectTo = HeaderList()

    /// The object must stay alive until curl has let go of the handle: the callbacks point to it.
    init(
        _ transfer: Transfer, easy: EasyHandle, configuration: CurlTransportConfiguration,
        now: ContinuousClock.Instant
    ) throws(CurlFailure) {
        self.transfer = transfer
        self.easy = easy
        clock = TransferClock(transfer.request.timeouts, start: now)
        parser = HeadParser(maximumBytes: configuration.maximumHeaderBytes)
        try easy.reset()
        if let host = transfer.route.hostHeader { try headers.append("Host: \(host)") }
        try easy.prepare(transfer.request, headers: headers, configuration: configuration)
        try easy.set(CURLOPT_URL, transfer.route.url)
        if let target = transfer.route.connectTo {
            try connectTo.append(target)
            try easy.set(CURLOPT_CONNECT_TO, list: connectTo)
        }
        try setCallbacks()
    }

    /// The transfer that a handle carries.
    static func of(_ easy: UnsafeMutableRawPointer) -> RunningTransfer? {
        var context: UnsafeMutableRawPointer?
        _ = ccurl_getinfo_pointer(easy, CURLINFO_PRIVATE, &context)
        return context.map { Unmanaged<RunningTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func setCallbacks() throws(CurlFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_PRIVATE, pointer: context)
        try easy.set(CURLOPT_PREREQDATA, pointer: context)
        try easy.set(CURLOPT_HEADERDATA, pointer: context)
        try easy.set(CURLOPT_WRITEDATA, pointer: context)
        try easy.setPrerequest { context, _, _, _, _ in
            guard let transfer = RunningTransfer.from(context) else { return ccurl_prerequest_abort }
            return transfer.startRequest() ? ccurl_prerequest_ok : ccurl_prerequest_abort
        }
        try easy.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return RunningTransfer.from(context)?.receiveHeader(line) ?? 0
        }
        try easy.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let chunk = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return RunningTransfer.from(context)?.receive(chunk) ?? 0
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> RunningTransfer? {
        context.map { Unmanaged<RunningTransfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

// Called by curl, on the thread.
extension RunningTransfer {
    private func startRequest() -> Bool {
        let isAllowed = transfer.startRequest()
        if !isAllowed { refusal = .connectionLost(afterRequestSent: true) }
        return isAllowed
    }

    private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
        switch parser.consume(line) {
        case .needsMore: break
        case .head(let head):
            clock.receive(at: .now)
            transfer.receiveHead(head)
        case .tooLarge:
            refusal = .headersTooLarge(limit: parser.maximumBytes)
            return 0
        case .malformed:
            refusal = .protocolViolation
            return 0
        }
        return line.count
    }

    private func receive(_ chunk: UnsafeRawBufferPointer) -> Int {
        switch transfer.receive(chunk) {
        case .accepted:
            clock.receive(at: .now)
            return chunk.count
        case .paused:
            clock.pause()
            return ccurl_write_pause
        case .refused: return 0
        }
    }
}
