internal import CCurl

/// What the thread does, from its start to its end: takes what tasks left in the mailbox, lets curl work, reports what
/// is over, gives up what is late, and sleeps until something happens. It belongs to the thread.
final class CurlLoop {
    typealias Instant = ContinuousClock.Instant

    private let multi: MultiHandle
    private let mailbox: Mailbox
    private let configuration: CurlTransportConfiguration
    private var running: [ObjectIdentifier: RunningTransfer] = [:]
    private var spare: [EasyHandle] = []
    /// No deadline is earlier than this. Most turn out to be later, as they move when bytes come.
    private var nextDeadline: Instant?

    /// Kept for later requests, about 5 KiB each.
    private static let maximumSpareHandles = 16
    private static let longestSleep = 60_000

    init(multi: MultiHandle, mailbox: Mailbox, configuration: CurlTransportConfiguration) {
        self.multi = multi
        self.mailbox = mailbox
        self.configuration = configuration
    }

    func run() {
        while true {
            let batch = mailbox.take()
            if batch.isShuttingDown { break }
            batch.added.forEach(start)
            batch.poked.forEach(obey)
            var active: Int32 = 0
            _ = curl_multi_perform(multi.pointer, &active)
            reportFinished()
            giveUpLate()
            _ = curl_multi_poll(multi.pointer, nil, 0, Int32(sleep), nil)
        }
        end()
    }

    private func end() {
        let (rest, farewells) = mailbox.close()
        for transfer in rest { transfer.fail(.shutDown) }
        for transfer in Array(running.values) {
            remove(transfer)
            transfer.transfer.fail(.shutDown)
        }
        spare = []
        multi.free()
        farewells.forEach { $0.resume() }
    }
}

// Transfers come and go.
extension CurlLoop {
    private func start(_ transfer: Transfer) {
        guard !transfer.hasEnded else { return mailbox.release(1) }
        guard let easy = spare.popLast() ?? EasyHandle() else { return refuse(transfer, CURLE_OUT_OF_MEMORY) }
        do throws(CurlFailure) {
            let now = Instant.now
            let new = try RunningTransfer(transfer, easy: easy, configuration: configuration, now: now)
            guard curl_multi_add_handle(multi.pointer, easy.pointer) == CURLM_OK else {
                throw CurlFailure(code: CURLE_OUT_OF_MEMORY)
            }
            running[ObjectIdentifier(transfer)] = new
            expect(new.clock.nextEvaluation(after: now))
        } catch {
            refuse(transfer, error.code)
        }
    }

    private func refuse(_ transfer: Transfer, _ code: CURLcode) {
        mailbox.release(1)
        let kind = HTTPError.Kind(curl: code, Circumstances(message: "", hasStarted: false))
        transfer.fail(kind, code: Int32(code.rawValue), detail: CurlFailure(code: code).text)
    }

    private func obey(_ transfer: Transfer) {
        let orders = transfer.takeOrders()
        guard let running = running[ObjectIdentifier(transfer)] else { return }
        if orders.contains(.remove) { return remove(running) }
        guard orders.contains(.resume) else { return }
        let now = Instant.now
        running.clock.resume(at: now)
        expect(running.clock.nextEvaluation(after: now))
        // May call our write callback at once, which may pause the transfer again.
        _ = ccurl_resume(running.easy.pointer)
    }

    private func remove(_ transfer: RunningTransfer) {
        guard running.removeValue(forKey: ObjectIdentifier(transfer.transfer)) != nil else { return }
        _ = curl_multi_remove_handle(multi.pointer, transfer.easy.pointer)
        if spare.count < Self.maximumSpareHandles { spare.append(transfer.easy) }
        mailbox.release(1)
    }

    private func reportFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            let code = ccurl_message_result(message)
            guard let finished = RunningTransfer.of(easy) else { continue }
            let circumstances = Circumstances(finished)
            remove(finished)
            if code == CURLE_OK {
                finished.transfer.finish()
            } else {
                let kind = finished.refusal ?? HTTPError.Kind(curl: code, circumstances)
                finished.transfer.fail(kind, code: Int32(code.rawValue), detail: circumstances.message)
            }
        }
    }
}

// Deadlines.
extension CurlLoop {
    private func expect(_ deadline: Instant?) {
        guard let deadline else { return }
        nextDeadline = nextDeadline.map { min($0, deadline) } ?? deadline
    }

    private func giveUpLate() {
        let now = Instant.now
        guard let earliest = nextDeadline, earliest <= now else { return }
        nextDeadline = nil
        for transfer in Array(running.values) {
            if let (at, phase) = transfer.clock.deadline, at <= now {
                remove(transfer)
                transfer.transfer.fail(.timedOut(phase))
            } else {
                expect(transfer.clock.nextEvaluation(after: now))
            }
        }
    }

    /// In milliseconds; curl wakes earlier for its own timers.
    private var sleep: Int {
        guard let nextDeadline else { return Self.longestSleep }
        let left = Instant.now.duration(to: nextDeadline)
        return left <= .zero ? 0 : min(left.milliseconds, Self.longestSleep)
    }
}
