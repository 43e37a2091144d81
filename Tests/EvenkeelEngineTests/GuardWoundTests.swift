import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("What users of neighbouring tools were hurt by: loops, budgets and owners") struct GuardWoundTests {
    @Test("\"succeeded\", helped nothing, forever: for one incident the same action is made once")
    func forever() {
        var world = World.healthyForRollback
        world.release("web:2")
        world.measure("errors", .rate(0.2))
        world.run(for: 6 * 3600)
        #expect(world.ledger.count(.change) == 1, "\(world.story)")
        #expect(world.phase == .undone)
    }

    @Test("the same pods evicted again and again: what was tried is remembered by owner, not by pod name")
    func again() {
        var world = World.stuckPods()
        // Each replacement crashes as well, under a name of its own.
        world.reaction = { $0.crashNewPods() }
        world.run(for: 6 * 3600)
        #expect(world.ledger.count(.evict) <= 2, "\(world.story)")
        #expect(world.remediations.filter { $0.status?.changedAt != nil }.count == 1)
        #expect(world.violations == [])
    }

    @Test("the owner's word on workload and namespace: the stricter one wins")
    func words() {
        let words: [(workload: String?, namespace: String?, holds: Bool, asks: Bool)] = [
            (nil, nil, false, false), ("Enabled", "Enabled", false, false), ("Enabled", "Disabled", true, false),
            ("Disabled", "Enabled", true, false), ("Enabled", "RequireApproval", false, true),
            ("RequireApproval", "Enabled", false, true), ("RequireApproval", "Disabled", true, true),
            ("Disabled", "RequireApproval", true, true),
        ]
        for word in words {
            let situation = Situation.good { situation in
                situation.target.workload?.annotations[EvenkeelAPIGroup.Annotation.remediation] = word.workload
                situation.target.namespaceAnnotations[EvenkeelAPIGroup.Annotation.remediation] = word.namespace
            }
            #expect(suspensionGate(situation).isHold == word.holds, "\(word)")
            #expect((approvalReason(situation) != nil) == word.asks, "\(word)")
        }
    }
}

@Suite("A StatefulSet's pods are restarted in order") struct StatefulSetTests {
    /// Three pods of StatefulSet `web`, of which some crash; a pod that is gone comes back by its name, ready after a while.
    private func world(crashing: [Int], ordered: Bool = true) -> World {
        var policy = RemediationPolicy.about().trouble().rule(
            "restart", Action(.restart(RestartAction(maximumUnavailable: 3, ordered: ordered))))
        policy.spec.targetRef.kind = .statefulSet
        var world = World.healthy(policy) {
            // By default a StatefulSet does not bring a pod back while one of a lower ordinal is not ready.
            $0.replaceDeployment(
                with: .deployment(replicas: 3).readyAfter(20).with("StatefulSet", at: "kind")
                    .with("Parallel", at: "spec", "podManagementPolicy"))
        }
        for number in crashing { world.crash("web-\(number)") }
        return world
    }

    @Test("the highest ordinal first, and the next only when its replacement is ready")
    func order() {
        var world = world(crashing: [0, 2])
        world.run(for: 900)
        let evicted = world.ledger.changes.compactMap { entry -> (Timestamp, String)? in
            if case .evict(let key, _) = entry.change.write { (entry.at, key.name) } else { nil }
        }
        #expect(evicted.map(\.1) == ["web-2", "web-0"], "\(world.story)")
        if evicted.count == 2 { #expect(evicted[1].0 - evicted[0].0 >= 20) }
        #expect(world.phase == .succeeded, "\(world.story)")
        #expect(world.violations == [])
    }

    @Test("without being asked for in order it is refused, in a sentence that says what to set")
    func optIn() {
        var world = world(crashing: [0], ordered: false)
        world.run(for: 600)
        #expect(world.ledger.changes.isEmpty)
        #expect(world.ruleStatus("restart")?.message.contains("ordered: true") == true)
    }
}
