import Testing

@testable import HTTPTransport

@Suite("The state machine of a transfer")
struct TransferMachineTests {
    private typealias Machine = TransferMachine<Int, Int>

    private let head = HTTPHead(status: 200, headers: [:])

    private func machine(isSafe: Bool = true, buffer: Int = 10) -> Machine {
        Machine(url: "http://a/", isSafe: isSafe, maximumBufferedBytes: buffer)
    }

    private func receiving(buffer: Int = 10) -> Machine {
        var machine = machine(buffer: buffer)
        _ = machine.awaitHead(0)
        _ = machine.receiveHead(head)
        return machine
    }

    private func offer(_ machine: inout Machine, _ text: String) -> Machine.Receipt {
        var text = text
        return text.withUTF8 { machine.receive(UnsafeRawBufferPointer($0)) }
    }

    private func isPaused(_ receipt: Machine.Receipt) -> Bool {
        if case .paused = receipt { true } else { false }
    }

    @Test("a waiting reader gets the bytes at once, and only once")
    func direct() throws {
        var machine = receiving()
        #expect(machine.pull(1).chunk == nil)
        guard case .accepted(let effects) = offer(&machine, "abc") else { throw Failure() }
        #expect(effects.chunk?.waiter == 1)
        #expect(try effects.chunk?.outcome.get() == Array("abc".utf8))
        #expect(machine.end(nil).chunk == nil)
    }

    private struct Failure: Error {}

    @Test("a full buffer pauses the transfer, and reading resumes it")
    func backPressure() throws {
        var machine = receiving(buffer: 4)
        #expect(!isPaused(offer(&machine, "abc")))
        #expect(!isPaused(offer(&machine, "def")))
        #expect(isPaused(offer(&machine, "ghi")))
        let effects = machine.pull(1)
        #expect(try effects.chunk?.outcome.get() == Array("abcdef".utf8))
        #expect(effects.order == .resume)
        #expect(machine.pull(2).order == nil)
    }

    @Test("what is buffered is read before the end, or the error, is told")
    func endAfterBuffer() throws {
        for failure in [nil, machine().failure(.connectionLost(afterRequestSent: true))] {
            var machine = receiving()
            _ = offer(&machine, "abc")
            _ = machine.end(failure)
            #expect(try machine.pull(1).chunk?.outcome.get() == Array("abc".utf8))
            for reader in 2...3 {
                let outcome = machine.pull(reader).chunk?.outcome
                #expect(outcome == failure.map { .failure($0) } ?? .success(nil))
            }
        }
    }

    @Test("cancelling wakes everybody, removes the transfer, and is told to later readers")
    func cancel() {
        var machine = receiving()
        _ = machine.pull(1)
        let effects = machine.cancel()
        #expect(effects.chunk?.waiter == 1)
        #expect(effects.order == .remove)
        #expect(machine.cancel().order == nil)
        #expect(machine.end(nil).chunk == nil)
        guard case .failure(let error) = machine.pull(2).chunk?.outcome else { return #expect(Bool(false)) }
        #expect(error.kind == .cancelled)
    }

    @Test("cancelling after the end drops what was not read, and says so")
    func cancelAfterEnd() {
        var machine = receiving()
        _ = offer(&machine, "abc")
        _ = machine.end(nil)
        #expect(machine.cancel().order == nil)
        guard case .failure(let error) = machine.pull(1).chunk?.outcome else { return #expect(Bool(false)) }
        #expect(error.kind == .cancelled)
    }

    @Test("a second reader is refused, the first keeps waiting")
    func twoReaders() {
        var machine = receiving()
        _ = machine.pull(1)
        #expect(machine.pull(2).chunk?.waiter == 2)
        #expect(machine.end(nil).chunk?.waiter == 1)
    }

    @Test("an end without a head is an error")
    func noHead() {
        var machine = machine()
        _ = machine.awaitHead(7)
        let effects = machine.end(nil)
        #expect(effects.head?.waiter == 7)
        guard case .failure(let error) = effects.head?.outcome else { return #expect(Bool(false)) }
        #expect(error.kind == .connectionLost(afterRequestSent: true))
    }

    @Test("curl may repeat a request that only reads, and no other")
    func repeats() {
        var reading = machine(isSafe: true)
        #expect([reading.startRequest(), reading.startRequest()] == [true, true])
        var writing = machine(isSafe: false)
        #expect([writing.startRequest(), writing.startRequest()] == [true, false])

    }

    @Test("an error says whether the request may have reached the server")
    func reached() {
        var machine = machine()
        #expect(!machine.failure(.timedOut(.total)).mayHaveReachedServer)
        _ = machine.startRequest()
        #expect(machine.failure(.timedOut(.total)).mayHaveReachedServer)
    }
}
