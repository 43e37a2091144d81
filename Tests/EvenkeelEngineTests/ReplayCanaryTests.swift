import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine
@testable import EvenkeelSimulation

@Suite("Decisions about canaries, routes, Rollouts and circuitBreakers can be made again from their records")
struct ReplayCanaryTests {
    private func check(_ world: World, _ choices: Set<String>) throws {
        let records = world.ledger.audit.compactMap(\.record)
        #expect(choices.isSubset(of: Set(records.map(\.choice))), "\(world.story)")
        for record in records {
            let again = try DecisionRecord(json: try JSON(parsing: try record.json().serialized))
            #expect(try again.differences() == [], "\(record.choice)")
        }
        for entry in world.ledger.audit { #expect(!entry.json.serializedString.contains("hunter2")) }
    }

    private func secret(_ object: KubernetesObject) -> KubernetesObject {
        object.with(
            [["name": "main", "image": "web:2", "env": [["name": "PASSWORD", "value": "hunter2"]]]],
            at: "spec", "template", "spec", "containers")
    }

    @Test("a canary Deployment whose release is known by its template, which the record holds without secrets")
    func deployment() throws {
        var world = World.healthy(.about().errorRate().rollback(Canary(deployment: "web-canary"))) {
            $0.add(secret(.deployment("web-canary", replicas: 2, image: "web:2")))
        }
        world.measure("errors", .rate(0.2))
        world.run(until: { $0.cluster[.deployment("web-canary")]?.replicas == 0 })
        world.measure("errors", .rate(0.001))
        world.run(for: 600)
        // Applied again, it is left alone: that rests on the hash of the release that was rolled back before.
        world.scale("web-canary", to: 2)
        world.measure("errors", .rate(0.2))
        world.run(for: 600)
        try check(world, ["Propose", "Execute", "Send", "Refuse"])
    }

    @Test("a route's weight")
    func route() throws {
        let canary = Canary(httpRoute: CanaryRoute(name: "web", backend: "web-canary"))
        var world = World.healthy(.about().errorRate().rollback(canary)) { $0.add(.route()) }
        world.measure("errors", .rate(0.2))
        world.run(for: 300)
        try check(world, ["Propose", "Execute", "Send"])
    }

    @Test("a Rollout's abort, whose answer is lost and which is recognised by its fields")
    func rollout() throws {
        var world = World.healthy(.about().aboutRollout().errorRate().rollback()) { world in
            world.replaceDeployment(with: .rollout())
            for number in 0..<3 { world.add(.rolloutPod(number, of: "old")) }
        }
        world.faults.planned[.change] = [(1...1, .lostAfter)]
        world.measure("errors", .rate(0.2))
        world.run(for: 300)
        try check(world, ["Propose", "Execute", "Send"])
    }

    @Test("a breaker that cannot be told yet after a start")
    func undecided() throws {
        var situation = Situation.good()
        situation.guardrails = [.named("all") { $0.circuitBreaker = CircuitBreaker() }]
        situation.openCircuitBreakers = [
            "all": OpenCircuitBreaker(message: "3 of 4 guarded policies were not evaluated")
        ]
        let record = DecisionRecord(DecisionInputs(stage: .sending, situation: situation, revisions: []))
        #expect(record.choice == "Hold")
        #expect(try DecisionRecord(json: try record.json()).differences() == [])
    }
}
