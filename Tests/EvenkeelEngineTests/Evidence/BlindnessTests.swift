import EvenkeelAPI
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

/// Many policies of one source, in virtual time; of the world there is nothing but the source.
private struct Fleet {
    var engine = Engine()
    var now = World.beginning
    /// What a look at a policy gets from the source.
    var answer: (EvaluationRequest, Query) -> Answer.Content = { _, _ in .failed("connection refused") }
    var source = MetricSource.named()
    var policyWrites = 0
    var sourceWrites: [MetricSourceStatus] = []
    var events: [EventRecord] = []
    private var queue: [Observation] = []

    init(policies: Int) {
        source.metadata.uid = "source"
        source.metadata.generation = 1
        take(.metricSourceChanged(source))
        for index in 0..<policies {
            var policy = RemediationPolicy.about("web-\(index)", named: "p-\(index)").errorRate().rollback()
            policy.metadata.uid = "uid-\(index)"
            policy.metadata.generation = 1
            take(.policyChanged(policy))
        }
        take(.started)
    }

    mutating func run(for seconds: Double) {
        let end = now + seconds
        while let deadline = engine.nextDeadline, deadline <= end {
            now = max(now, deadline)
            take(.timePassed)
        }
        now = end
    }

    private mutating func take(_ observation: Observation) {
        queue.append(observation)
        while !queue.isEmpty {
            for effect in engine.step(queue.removeFirst(), now: now) { perform(effect) }
        }
    }

    private mutating func perform(_ effect: Effect) {
        switch effect {
        case .evaluate(let request):
            let answers = request.queries.map {
                Answer(signal: $0.signal, role: $0.role, content: answer(request, $0))
            }
            queue.append(
                .evaluated(
                    Evaluation(
                        policy: request.policy, at: request.at, target: TargetSnapshot(availability: .known),
                        answers: answers)))
        case .writePolicyStatus(let id, _, _, _):
            policyWrites += 1
            queue.append(.answered(id, .done(nil)))
        case .writeMetricSourceStatus(let id, _, _, let status):
            sourceWrites.append(status)
            source.status = status
            queue.append(.metricSourceChanged(source))
            queue.append(.answered(id, .done(nil)))
        case .recordEvent(let event): events.append(event)
        default: break
        }
    }

    mutating func heal() {
        answer = Self.good
    }

    static func good(_ request: EvaluationRequest, _ query: Query) -> Answer.Content {
        let value = query.role == .errors ? 1.0 : 1000
        return .series([Series(samples: [.init(time: request.at.secondsSince1970, value: value)])])
    }

    mutating func breakDown() { answer = { _, _ in .failed("connection refused") } }

    /// Each policy's target is well but for those that are named: these fail their requests, or cannot be seen.
    mutating func set(bad: Set<String> = [], unseen: Set<String> = []) {
        answer = { request, query in
            if unseen.contains(request.policy.name) { return .failed("timed out") }
            guard bad.contains(request.policy.name), query.role == .errors else { return Self.good(request, query) }
            return .series([Series(samples: [.init(time: request.at.secondsSince1970, value: 300)])])
        }
    }

    mutating func set(_ guardrail: Guardrail) { take(.guardrailChanged(guardrail)) }

    mutating func clear() { (policyWrites, sourceWrites, events) = (0, [], []) }

    var reachable: Condition? { source.status?.conditions[ConditionType.reachable] }
}

@Suite("Blind monitoring") struct BlindnessTests {
    private static let circuitBreaker = Guardrail.named("production") {
        $0.circuitBreaker = CircuitBreaker(
            unhealthyTargets: Percentage(fraction: 0.3), minimumTargets: 5, resetAfter: .minutes(1))
    }

    @Test("Prometheus gone for an hour is one Event and a handful of writes for 200 policies, not a storm")
    func hour() {
        var fleet = Fleet(policies: 200)
        fleet.heal()
        fleet.run(for: 300)
        #expect(fleet.reachable?.status == .isTrue)
        fleet.clear()
        fleet.breakDown()
        fleet.run(for: 3600)
        #expect(fleet.events.map(\.reason) == ["MonitoringBlind"])
        #expect(fleet.reachable?.status == .isFalse)
        #expect(fleet.reachable?.message.contains("connection refused") == true)
        #expect(fleet.source.status?.blindPolicies == 200)
        #expect(fleet.sourceWrites.count <= 3, "\(fleet.sourceWrites.count)")
        #expect(fleet.policyWrites == 200)
        fleet.clear()
        fleet.heal()
        fleet.run(for: 600)
        #expect(fleet.events.map(\.reason) == ["MonitoringRestored"])
        #expect(fleet.source.status?.blindPolicies == 0)
        #expect(fleet.reachable?.status == .isTrue)
        #expect(fleet.sourceWrites.count <= 2, "\(fleet.sourceWrites.count)")
        #expect(fleet.policyWrites == 200)
    }

    @Test(
        "what was bad when it was last seen counts for the circuit breaker while it cannot be seen, for a quarter of an hour",
        arguments: [(60.0, true), (720, true), (1200, false)])
    func breaker(_ seconds: Double, _ engages: Bool) {
        var fleet = Fleet(policies: 5)
        fleet.set(Self.circuitBreaker)
        fleet.heal()
        fleet.run(for: 300)
        fleet.set(bad: ["p-0"])
        fleet.run(for: 120)
        fleet.set(unseen: ["p-0"])
        fleet.run(for: seconds)
        #expect(!fleet.events.contains { $0.reason == "CircuitBreakerOpen" })
        fleet.set(bad: ["p-1"], unseen: ["p-0"])
        fleet.run(for: 120)
        #expect(fleet.events.contains { $0.reason == "CircuitBreakerOpen" } == engages)
    }

    @Test("what was bad and is seen well again counts for the circuit breaker no more")
    func breakerAfterRecovery() {
        var fleet = Fleet(policies: 5)
        fleet.set(Self.circuitBreaker)
        fleet.set(bad: ["p-0"])
        fleet.run(for: 120)
        fleet.heal()
        fleet.run(for: 600)
        fleet.set(bad: ["p-1"], unseen: ["p-0"])
        fleet.run(for: 120)
        #expect(!fleet.events.contains { $0.reason == "CircuitBreakerOpen" })
    }

    @Test("a quiet fleet writes nothing of its source but that it answers")
    func quiet() {
        var fleet = Fleet(policies: 20)
        fleet.heal()
        fleet.run(for: 3600)
        #expect(fleet.sourceWrites.count == 1)
        #expect(fleet.sourceWrites.first?.conditions[ConditionType.ready]?.status == .isTrue)
        #expect(fleet.events.isEmpty)
    }

    @Test("a source that fails at every second evaluation makes no status flap")
    func flapping() {
        var fleet = Fleet(policies: 20)
        fleet.heal()
        fleet.run(for: 300)
        fleet.clear()
        let start = fleet.now
        fleet.answer = { request, query in
            let isEven = Int((request.at - start) / 30) % 2 == 0
            return isEven ? .failed("timeout") : Fleet.good(request, query)
        }
        fleet.run(for: 3600)
        #expect(fleet.events.isEmpty)
        #expect(fleet.policyWrites == 0)
        #expect(fleet.sourceWrites.isEmpty)
    }

    @Test("one policy's query that always fails does not make the source blind for the others")
    func one() {
        var fleet = Fleet(policies: 10)
        fleet.answer = { request, query in
            request.policy.name == "p-3" ? .failed("timeout") : Fleet.good(request, query)
        }
        fleet.run(for: 3600)
        #expect(fleet.reachable?.status == .isTrue)
        #expect(fleet.events.isEmpty)
    }

    @Test("a query that the source rejects proves that the source can be reached")
    func rejected() {
        var fleet = Fleet(policies: 3)
        fleet.answer = { _, _ in .rejected("parse error") }
        fleet.run(for: 600)
        #expect(fleet.reachable?.status == .isTrue)
        #expect(fleet.events.isEmpty)
    }

    @Test("after a restart in the middle of an outage it is still the same outage")
    func restart() {
        var fleet = Fleet(policies: 3)
        fleet.run(for: 600)
        #expect(fleet.events.map(\.reason) == ["MonitoringBlind"])
        var other = Fleet(policies: 0)
        other.source = fleet.source
        other.engine = Engine()
        _ = other.engine.step(.metricSourceChanged(fleet.source), now: fleet.now)
        #expect(other.engine.sources["main"]?.reachability.isUnreachable == true)
    }

    @Test("two Events at most for each outage, however often the source comes and goes within seconds")
    func short() {
        var fleet = Fleet(policies: 20)
        fleet.heal()
        fleet.run(for: 300)
        fleet.clear()
        for _ in 0..<20 {
            fleet.breakDown()
            fleet.run(for: 10)
            fleet.heal()
            fleet.run(for: 10)
        }
        #expect(fleet.events.isEmpty)
        #expect(fleet.sourceWrites.isEmpty)
    }
}

@Suite struct TargetCensusTests {
    @Test("targets are counted once for all their policies, and forgotten with them")
    func counting() throws {
        var book = PolicyBook()
        func track(_ name: String, _ target: String, bad: Bool, namespace: String = "shop") -> PolicyMachine {
            var policy = RemediationPolicy.about(target, named: name)
            policy.metadata.namespace = namespace
            var track = PolicyMachine(policy, now: World.beginning)
            track.evaluation = Evaluation(
                policy: policy.key, at: World.beginning, target: TargetSnapshot(availability: .known), answers: [])
            track.findings = ["x": bad ? .isBad("x") : .isGood("x")]
            return track
        }
        func count() -> [Int] {
            let (unhealthy, total) = book.census.count { $0 == "shop" }
            return [unhealthy, total]
        }
        func set(_ track: PolicyMachine) { book[track.key] = track }
        set(track("a", "web", bad: true))
        set(track("b", "web", bad: false))
        set(track("c", "api", bad: false))
        set(track("d", "api", bad: true, namespace: "other"))
        #expect(count() == [1, 2])
        set(track("b", "web", bad: true))
        #expect(count() == [1, 2])
        set(track("a", "web", bad: false))
        set(track("b", "web", bad: false))
        #expect(count() == [0, 2])
        set(track("c", "web", bad: true))
        #expect(count() == [1, 1])
        for name in ["a", "b", "c"] { book[ObjectKey(namespace: "shop", name: name)] = nil }
        #expect(count() == [0, 0])
    }
}
