import KubernetesClient
import KubernetesTypes
import Testing

@testable import KubernetesRuntime

@Suite struct WatcherStateMachineTests {
    private func error(_ code: Int, _ reason: String, retryAfter: Duration? = nil) -> KubernetesError {
        KubernetesError(
            .status(Status(code: code, reason: reason, message: "")), operation: .init(verb: "list", resource: "pods"),
            retryAfter: retryAfter)
    }

    /// A machine that watches from version 5.
    private func watching() -> WatcherStateMachine {
        var machine = WatcherStateMachine()
        _ = machine.start()
        _ = machine.received(pageWith: nil, resourceVersion: "5")
        machine.watchStarted(now: .zero)
        return machine
    }

    @Test("it lists page by page, commits the whole, and watches from there")
    func pages() {
        var machine = WatcherStateMachine()
        #expect(machine.start() == [.list(continueToken: nil)])
        #expect(machine.received(pageWith: "t", resourceVersion: "5") == [.list(continueToken: "t")])
        #expect(
            machine.received(pageWith: nil, resourceVersion: "5") == [.commit(resourceVersion: "5"), .watch(from: "5")])
        machine.watchStarted(now: .zero)
        #expect(machine.state == .watching(from: "5"))
    }

    @Test("an error event that asks for an endless wait is waited for an hour")
    func endlessWait() {
        for seconds in [Int.max, Int.min, 4000] {
            var machine = watching()
            let status = Status(code: 500, reason: "", message: "", retryAfterSeconds: seconds)
            let actions = machine.received(error: status, now: .seconds(1), random: 0)
            #expect(actions.contains { if case .wait(let time) = $0 { time <= .seconds(3600) } else { false } })
        }
    }

    @Test("the end of a stream resumes from the last version, bookmarks included")
    func end() {
        var machine = watching()
        machine.received(eventAt: "7", now: .zero)
        machine.received(eventAt: "9", now: .zero)
        #expect(machine.watchEnded(now: .seconds(290), random: 0) == [.watch(from: "9")])
    }

    @Test("a silent watch that is cut every minute reads everything again, and never waits for long")
    func cut() {
        var machine = watching()
        for minute in 1...10 {
            let now = Duration.seconds(61 * minute)
            #expect(machine.watchFailed(error(0, ""), now: now, random: 0).last == .wait(.milliseconds(800)))
            #expect(machine.waited() == [.list(continueToken: nil)])
            _ = machine.received(pageWith: nil, resourceVersion: "\(5 + minute)")
            machine.watchStarted(now: now + .seconds(1))
        }
        machine.received(eventAt: "40", now: .seconds(690))
        _ = machine.watchFailed(error(0, ""), now: .seconds(700), random: 0)
        #expect(machine.waited() == [.watch(from: "40")])
    }

    @Test("what nothing was heard of for half a minute is read again, however often the server is away for a moment")
    func flapping() {
        var machine = watching()
        for second in stride(from: 5, through: 25, by: 5) {
            _ = machine.watchFailed(error(0, ""), now: .seconds(second), random: 0)
            #expect(machine.waited() == [.watch(from: "5")])
            machine.watchStarted(now: .seconds(second))
        }
        _ = machine.watchFailed(error(0, ""), now: .seconds(30), random: 0)
        #expect(machine.waited() == [.list(continueToken: nil)])
    }

    @Test("a quiet watch that lasted resumes at once; one that ended right away waits")
    func shortWatch() {
        var quiet = watching()
        #expect(quiet.watchEnded(now: .seconds(60), random: 0) == [.watch(from: "5")])
        var short = watching()
        #expect(short.watchEnded(now: .milliseconds(10), random: 0) == [.wait(.milliseconds(800))])
        #expect(short.waited() == [.watch(from: "5")])
    }

    @Test("a watch without even a bookmark for 290 s is not believed: its version may lie in the future")
    func silence() {
        var silent = watching()
        #expect(silent.watchEnded(now: .seconds(290), random: 0) == [.list(continueToken: nil)])
    }

    @Test("a version that is refused three times is given up")
    func refusedVersion() {
        var machine = WatcherStateMachine()
        _ = machine.start()
        _ = machine.received(pageWith: nil, resourceVersion: "5")
        var next: [WatcherStateMachine.Action] = []
        for _ in 0..<3 {
            _ = machine.watchStartFailed(error(500, ""), now: .zero, random: 0)
            next += machine.waited()
        }
        #expect(next == [.watch(from: "5"), .watch(from: "5"), .list(continueToken: nil)])
    }

    @Test("a 410 in the stream lists again at once, a 410 as the first word after a wait")
    func goneInStream() {
        let gone = Status(code: 410, reason: "Expired", message: "")
        var machine = watching()
        machine.received(eventAt: "6", now: .zero)
        #expect(machine.received(error: gone, now: .zero, random: 0) == [.list(continueToken: nil)])
        var silent = watching()
        #expect(silent.received(error: gone, now: .zero, random: 0) == [.wait(.milliseconds(800))])
        #expect(silent.waited() == [.list(continueToken: nil)])
    }

    @Test("a 410 as the answer to the watch lists again, and in circles only slower and slower")
    func goneAsAnswer() {
        var machine = WatcherStateMachine()
        _ = machine.start()
        var waits: [WatcherStateMachine.Action] = []
        for _ in 0..<3 {
            _ = machine.received(pageWith: nil, resourceVersion: "5")
            waits += machine.watchStartFailed(error(410, "Expired"), now: .zero, random: 0)
            #expect(machine.waited() == [.list(continueToken: nil)])
        }
        #expect(waits == [.wait(.milliseconds(800)), .wait(.milliseconds(1600)), .wait(.milliseconds(3200))])
    }

    @Test("a stream that breaks off is reported and resumes from the last version")
    func broken() {
        var machine = watching()
        machine.received(eventAt: "8", now: .zero)
        let failure = error(0, "")
        #expect(
            machine.watchFailed(failure, now: .zero, random: 0)
                == [.report(.watchFailed(failure)), .wait(.milliseconds(800))])
        #expect(machine.waited() == [.watch(from: "8")])
    }

    @Test("the first list that fails is told apart from later ones")
    func listFailures() {
        var machine = WatcherStateMachine()
        _ = machine.start()
        let failure = error(500, "InternalError")
        #expect(machine.listFailed(failure, now: .zero, random: 0).first == .report(.initialListFailed(failure)))
        #expect(machine.waited() == [.list(continueToken: nil)])
        _ = machine.received(pageWith: nil, resourceVersion: "5")
        _ = machine.watchStartFailed(error(410, "Gone"), now: .zero, random: 0)
        _ = machine.waited()
        #expect(machine.listFailed(failure, now: .zero, random: 0).first == .report(.listFailed(failure)))
    }

    @Test("Retry-After is waited for where it is longer than the backoff")
    func retryAfter() {
        var machine = WatcherStateMachine()
        _ = machine.start()
        let busy = error(429, "TooManyRequests", retryAfter: .seconds(7))
        #expect(machine.listFailed(busy, now: .zero, random: 0).last == .wait(.seconds(7)))
    }
}

@Suite struct BackoffTests {
    @Test("waits double from 0.8 s to 30 s, and random parts only shorten them")
    func doubling() {
        var backoff = Backoff()
        let waits = (0..<8).map { _ in backoff.next(now: .zero, random: 0) / .seconds(1) }
        #expect(waits == [0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30])
        for random in [0.0, 0.5, 0.999] {
            let wait = backoff.next(now: .zero, random: random)
            #expect(wait >= .seconds(15) && wait <= .seconds(30))
        }
    }

    @Test("119 s after a failure it is remembered, 120 s after it is forgotten")
    func forgetting() {
        var backoff = Backoff()
        _ = backoff.next(now: .zero, random: 0)
        #expect(backoff.next(now: .seconds(119), random: 0) == .milliseconds(1600))
        #expect(backoff.next(now: .seconds(239), random: 0) == .milliseconds(800))
    }

    @Test("many failures do not overflow")
    func many() {
        var backoff = Backoff()
        for _ in 0..<200 { _ = backoff.next(now: .zero, random: 0) }
        #expect(backoff.next(now: .zero, random: 0) == .seconds(30))
    }
}
