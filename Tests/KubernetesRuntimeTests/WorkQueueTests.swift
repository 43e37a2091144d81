import KubernetesClient
import Synchronization
import Testing

@testable import KubernetesRuntime

@Suite struct WorkQueueStateTests {
    typealias State = WorkQueueState<String>

    @Test("keys come by their deadlines, and equal ones in the order of their coming")
    func order() {
        var state = State()
        state.add("late", at: .seconds(3))
        state.add("b", at: .seconds(1))
        state.add("c", at: .seconds(1))
        state.add("a", at: .zero)
        #expect(state.next(now: .seconds(1)) == .key("a"))
        #expect(state.next(now: .seconds(1)) == .key("b"))
        #expect(state.next(now: .seconds(1)) == .key("c"))
        #expect(state.next(now: .seconds(1)) == .nothing(until: .seconds(3)))
    }

    @Test("a key waits once, and its earliest deadline wins whichever came first")
    func earliest() {
        var state = State()
        state.add("a", at: .seconds(5))
        state.add("a", at: .seconds(2))
        state.add("a", at: .seconds(9))
        #expect(state.count == 1)
        #expect(state.next(now: .seconds(1)) == .nothing(until: .seconds(2)))
        #expect(state.next(now: .seconds(2)) == .key("a"))
        state.done("a")
        #expect(state.next(now: .seconds(100)) == .nothing(until: nil))
    }

    @Test("a key that comes due while it runs is not handed out twice, and runs once more afterwards")
    func repeated() {
        var state = State()
        state.add("a", at: .zero)
        #expect(state.next(now: .zero) == .key("a"))
        for _ in 0..<5 { state.add("a", at: .zero) }
        #expect(state.next(now: .zero) == .nothing(until: nil))
        state.done("a")
        #expect(state.next(now: .zero) == .key("a"))
        state.done("a")
        #expect(state.next(now: .zero) == .nothing(until: nil))
    }

    @Test("a removed key is not handed out; a shut down queue hands out nothing")
    func removed() {
        var state = State()
        state.add("a", at: .zero)
        state.remove("a")
        #expect(state.next(now: .zero) == .nothing(until: nil))
        state.add("b", at: .zero)
        state.shutDown()
        state.add("c", at: .zero)
        #expect(state.next(now: .zero) == .shutDown)
        #expect(state.count == 0)
    }

    @Test("it agrees with a simple model over thousands of random steps")
    func model() {
        var state = WorkQueueState<Int>()
        var waiting: [Int: Int] = [:]
        var repeats: [Int: Int] = [:]
        var running: Set<Int> = []
        var generator = SystemRandomNumberGenerator()
        for now in 0..<5000 {
            let key = Int.random(in: 0..<20, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                let deadline = now + Int.random(in: 0..<50, using: &generator)
                state.add(key, at: .seconds(deadline))
                if running.contains(key) {
                    repeats[key] = min(repeats[key] ?? deadline, deadline)
                } else {
                    waiting[key] = min(waiting[key] ?? deadline, deadline)
                }
            case 2:
                guard case .key(let taken) = state.next(now: .seconds(now)) else {
                    #expect(waiting.values.allSatisfy { $0 > now })
                    continue
                }
                #expect(waiting[taken] == waiting.values.min() && !running.contains(taken))
                waiting[taken] = nil
                running.insert(taken)
            default:
                guard let done = running.randomElement(using: &generator) else { continue }
                state.done(done)
                running.remove(done)
                if let deadline = repeats.removeValue(forKey: done) { waiting[done] = deadline }
            }
            #expect(state.count == waiting.count + repeats.count)
            #expect(state.runningCount == running.count)
        }
    }
}

/// Keys that are worked on, and how often one was worked on twice at once.
private final class RunningKeys: Sendable {
    private let state = Mutex<(keys: Set<Int>, overlaps: Int, works: Int)>(([], 0, 0))

    var overlaps: Int { state.withLock { $0.overlaps } }
    var works: Int { state.withLock { $0.works } }

    func enter(_ key: Int) {
        state.withLock { if !$0.keys.insert(key).inserted { $0.overlaps += 1 } }
    }

    func leave(_ key: Int) {
        state.withLock { state in
            state.keys.remove(key)
            state.works += 1
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct WorkQueueTests {
    let time = ManualTimeSource()

    @Test("next waits for a deadline, and an earlier key wakes it sooner")
    func deadlines() async {
        let queue = WorkQueue<String>(time: time)
        queue.add("late", after: .seconds(10))
        let first = Task { await queue.next() }
        #expect(await eventually { time.nextDeadline == .seconds(10) })
        queue.add("soon", after: .seconds(2))
        #expect(await eventually { time.nextDeadline == .seconds(2) })
        time.advance(by: .seconds(2))
        #expect(await first.value == "soon")
        let second = Task { await queue.next() }
        #expect(await eventually { time.nextDeadline == .seconds(10) })
        time.advance(by: .seconds(8))
        #expect(await second.value == "late")
    }

    @Test("failures wait 5 ms, 10 ms, 20 ms and so on, until a success")
    func retries() async {
        let queue = WorkQueue<String>(time: time)
        var waits: [Duration] = []
        for _ in 0..<4 {
            let start = time.uptime
            queue.retry("a")
            let next = Task { await queue.next() }
            #expect(await eventually { time.nextDeadline != nil })
            time.advance(by: (time.nextDeadline ?? .zero) - time.uptime)
            #expect(await next.value == "a")
            waits.append(time.uptime - start)
            queue.done("a")
        }
        #expect(waits == [.milliseconds(5), .milliseconds(10), .milliseconds(20), .milliseconds(40)])
        queue.forget("a")
        queue.retry("a")
        let next = Task { await queue.next() }
        #expect(await eventually { time.nextDeadline == time.uptime + .milliseconds(5) })
        next.cancel()
        #expect(await next.value == nil)
    }

    @Test("no key is ever worked on twice at once, whatever the workers do")
    func oneAtATime() async {
        let queue = WorkQueue<Int>()
        let running = RunningKeys()
        await withTaskGroup { group in
            group.addTask {
                await queue.run(workers: 8) { key in
                    running.enter(key)
                    await Task.yield()
                    queue.add(Int.random(in: 0..<5))
                    running.leave(key)
                    return .done
                }
            }
            for key in 0..<5 { queue.add(key) }
            #expect(await eventually { running.works > 2000 })
            queue.shutDown()
        }
        #expect(running.overlaps == 0)
    }

    @Test("what becomes of a key is what its work says")
    func outcomes() async {
        let queue = WorkQueue<String>(time: time)
        let log = Log<String>()
        await withTaskGroup { group in
            group.addTask { [time] in
                await queue.run(workers: 1) { key in
                    log.append("\(key) \(time.uptime / .milliseconds(1))")
                    return switch log.all.count {
                    case 1: .retry
                    case 2: .again(after: .seconds(30))
                    default: .done
                    }
                }
            }
            queue.add("a")
            #expect(await eventually { time.nextDeadline == .milliseconds(5) })
            time.advance(by: .milliseconds(5))
            #expect(await eventually { time.nextDeadline == .milliseconds(30_005) })
            time.advance(by: .seconds(30))
            #expect(await eventually { log.all == ["a 0.0", "a 5.0", "a 30005.0"] })
            queue.shutDown()
        }
        #expect(queue.count == 0)
    }
}
