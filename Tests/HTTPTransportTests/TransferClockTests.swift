import Testing

@testable import HTTPTransport

@Suite("The clock of a transfer")
struct TransferClockTests {
    private let start = ContinuousClock.now

    private func clock(firstByte: Int? = nil, idle: Int? = nil, total: Int? = nil) -> TransferClock {
        let timeouts = HTTPTimeouts(
            firstByte: firstByte.map { .seconds($0) }, idle: idle.map { .seconds($0) },
            total: total.map { .seconds($0) })
        return TransferClock(timeouts, start: start)
    }

    @Test("without limits there is no deadline")
    func none() {
        var clock = clock()
        #expect(clock.deadline == nil)
        clock.receive(at: start)
        #expect(clock.deadline == nil)
    }

    @Test("the earlier of total and first byte counts before the head")
    func beforeHead() {
        #expect(clock(firstByte: 5, total: 9).deadline?.phase == .firstByte)
        #expect(clock(firstByte: 9, total: 5).deadline?.phase == .total)
        #expect(clock(firstByte: 5, idle: 1).deadline?.at == start + .seconds(5))
    }

    @Test("each byte moves the idle deadline, never the total one")
    func bytes() {
        var clock = clock(firstByte: 5, idle: 3, total: 60)
        clock.receive(at: start + .seconds(4))
        #expect(clock.deadline?.at == start + .seconds(7))
        clock.receive(at: start + .seconds(58))
        #expect(clock.deadline?.at == start + .seconds(60))
        #expect(clock.deadline?.phase == .total)
    }

    @Test("a slow reader is not held against the server")
    func paused() {
        var clock = clock(idle: 3)
        clock.receive(at: start)
        clock.pause()
        #expect(clock.deadline == nil)
        clock.resume(at: start + .seconds(100))
        #expect(clock.deadline?.at == start + .seconds(103))
    }

    @Test("the next evaluation is early enough for an idle limit that begins with the head")
    func nextEvaluation() {
        var clock = clock(firstByte: 30, idle: 2)
        #expect(clock.nextEvaluation(after: start + .seconds(10)) == start + .seconds(12))
        clock.receive(at: start + .seconds(11))
        #expect(clock.nextEvaluation(after: start + .seconds(11)) == start + .seconds(13))
        clock.pause()
        #expect(clock.nextEvaluation(after: start + .seconds(12)) == nil)
    }
}
