import Detection
import EvenkeelAPI
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

@Suite("Error rates") struct ErrorRateTests {
    /// Looks at the same rate, so many seconds apart and answered after a delay: the memory, and which looks were new.
    private func evaluations(
        _ count: Int, at rate: Double, every seconds: Double, window: String, delays: [Double] = []
    ) throws -> (memory: SignalMemory, fresh: [Bool]) {
        let signal = try #require(RemediationPolicy.about().errorRate(window: window).spec.signals.first)
        var memory = SignalMemory()
        let fresh = (0..<count).map { index in
            let at = World.beginning + Double(index) * seconds
            let answers = [Query.Role.errors, .requests].map { role in
                let value = role == .errors ? 1000 * rate : 1000
                let samples = [Sample(time: at.secondsSince1970, value: value)]
                return Answer(signal: "errors", role: role, content: .series([Series(samples: samples)]))
            }
            let evaluation = Evaluation(
                policy: ObjectKey(name: "p"), at: at, target: .unavailable(""), answers: answers)
            let now = at + (index < delays.count ? delays[index] : 0)
            let context = SignalContext(now: now, evaluation: evaluation, staleAfter: 120)
            return SignalJudge.judge(signal, memory: &memory, context: context).isFresh
        }
        return (memory, fresh)
    }

    @Test("windows that overlap are not counted twice: ten looks into five minutes are as good as one")
    func overlap() throws {
        let once = try evaluations(1, at: 0.08, every: 30, window: "5m")
        let often = try evaluations(11, at: 0.08, every: 30, window: "5m")
        #expect(often.fresh == [true] + Array(repeating: false, count: 9) + [true])
        let tenth = try evaluations(10, at: 0.08, every: 30, window: "5m")
        #expect(once.memory.sequential?.confidence == tenth.memory.sequential?.confidence)
    }

    @Test("a late answer neither makes an overlapping window a new one, nor a new window an old one")
    func lateAnswer() throws {
        #expect(try evaluations(2, at: 0.08, every: 30, window: "1m", delays: [0, 40]).fresh == [true, false])
        #expect(try evaluations(2, at: 0.08, every: 60, window: "1m", delays: [20, 0]).fresh == [true, true])
    }

    @Test("a healthy rate is never sure to be bad, a bad one soon is")
    func confidence() throws {
        let healthy = try evaluations(50, at: 0.04, every: 30, window: "30s").memory.sequential?.confidence
        let bad = try evaluations(2, at: 0.2, every: 30, window: "30s").memory.sequential?.confidence
        #expect(healthy.map { $0 < 0.5 } == true)
        #expect(bad.map { $0 > 0.99 } == true)
    }

    @Test(
        "the longest range selector is the window",
        arguments: [
            ("sum(rate(x[5m]))", 300), ("a[30s] / b[1h30m]", 5400), ("x", 0), ("x{path=~\"[0-9]+\"}", 0),
            ("max_over_time(rate(x[1m])[10m:30s])", 600), ("x[", 0), ("x[]", 0),
        ])
    func selectors(_ expression: String, _ seconds: Int) {
        #expect(RangeSelector.longest(in: expression).seconds == Double(seconds))
    }

    @Test("the sentence names the rate, the counts, the limit and how sure it is")
    func sentence() {
        var world = World.healthyForRollback
        world.measure("errors", .counts(errors: 412, requests: 5086))
        world.run(for: 60)
        let text = world.signal("errors")?.explanation ?? ""
        #expect(text.hasPrefix("error rate 8.1 % (412 of 5,086) against a limit of 5 %; confidence "), "\(text)")
    }

    @Test("a rate over the limit that is not sure yet is watched, not acted upon")
    func unsure() {
        var world = World.healthy(.about().errorRate(minimum: 10).rollback())
        world.release("web:2")
        world.measure("errors", .counts(errors: 1, requests: 19))
        world.run(for: 40)
        #expect(world.remediations == [])
        #expect(world.ruleStatus("rollback")?.verdict == .watching)
    }

    @Test("the consecutive test asks for so many evaluations in a row and nothing else")
    func consecutive() {
        var world = World.healthy(.about().errorRate(test: .consecutive).rollback { $0.consecutive = 3 })
        world.release("web:2")
        world.run(for: 15)
        for rate in [0.06, 0.06, 0.04, 0.06, 0.06] {
            world.measure("errors", .rate(rate))
            world.run(for: 30)
        }
        #expect(world.remediations == [])
        world.measure("errors", .rate(0.06))
        world.run(for: 30)
        #expect(world.remediations.count == 1)
    }
}
