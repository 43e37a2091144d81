import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Plans that roll back") struct RollbackPlanTests {
    private func input(
        _ to: RollbackAction.Destination = .lastHealthy, healthy: [Int], _ change: (inout PlanInput) -> Void = { _ in }
    ) throws -> PlanInput {
        try .web(.about().rule("rollback", any: [], Action(.rollback(RollbackAction(to: to))))) { input in
            input.revisions = healthy.map { .healthy($0) }
            change(&input)
        }
    }

    @Test("the last revision that was seen healthy is the destination, not merely the last one")
    func lastHealthy() throws {
        let plan = try Planner.plan(input(healthy: [1]))
        #expect(plan.summary.contains("from revision 3 to revision 1"))
        let path = "/spec/template/spec/containers/0/image"
        #expect(plan.changes == [FieldChange(path: path, from: "web:3", to: "web:1")])
        #expect(try Planner.plan(input(healthy: [1, 2])).summary.contains("to revision 2"))
        #expect(try Planner.plan(input(healthy: [2, 1])).summary.contains("to revision 2"))
    }

    @Test("rolled back to a revision that never worked: such a one is no destination")
    func never() throws {
        #expect(try input(healthy: []).refusal.contains("seen serving healthily"))
        #expect(try input(healthy: [3]).refusal.contains("seen serving healthily"))
        #expect(try input(.previous, healthy: [1]).refusal.contains("(2)"))
        let merelySeen = try input(healthy: []) {
            $0.revisions = [RevisionEvidence(revision: 2, templateHash: "hash-2")]
        }
        #expect(merelySeen.refusal.contains("seen serving healthily"))
    }

    @Test("a release that came after the trouble began is not taken for its cause, one that came before is")
    func cause() throws {
        let mend = try input(healthy: [1]) {
            ($0.incidentStartedAt, $0.predecessorSeenAt) = (World.beginning - 60, World.beginning - 30)
        }
        #expect(mend.refusal.contains("the incident began before revision 3"))
        let cause = try input(healthy: [1]) {
            ($0.incidentStartedAt, $0.predecessorSeenAt) = (World.beginning - 60, World.beginning - 90)
        }
        #expect(cause.refusal == "")
    }

    @Test("while the controller has not seen the newest spec, nobody knows which revision runs")
    func unseenSpec() throws {
        let lagging = try input(healthy: [1]) { $0.target.workload?.observedGeneration = 2 }
        #expect(lagging.refusal.contains("which revision web is at is not known yet"))
    }

    @Test("with nothing earlier there is nothing to roll back to")
    func nothing() throws {
        let first = try input(healthy: [1]) { $0.target.revisions = $0.target.revisions.suffix(1) }
        #expect(first.refusal.contains("no earlier revision"))
        #expect(try input(healthy: [1]) { $0.target.revisions = [] }.refusal != "")
        #expect(try input(healthy: [1]) { $0.target.workload = nil }.refusal != "")
    }

    @Test("sometimes a rollback is the harm: the owner may forbid it, on the workload or in the template")
    func forbidden() throws {
        let outside = try input(healthy: [1]) {
            $0.target.workload?.annotations["evenkeel.dev/rollback"] = "Forbidden"
        }
        let inside = try input(healthy: [1]) {
            $0.target.workload?.template.set("Forbidden", at: "metadata", "annotations", "evenkeel.dev/rollback")
        }
        #expect(outside.refusal.contains("Forbidden"))
        #expect(inside.refusal.contains("Forbidden"))
    }

    @Test("a paused rollout and a StatefulSet are refused")
    func others() throws {
        let paused = try input(healthy: [1]) { $0.target.workload?.isPaused = true }
        let stateful = try input(healthy: [1]) { $0.target.workload?.kind = .statefulSet }
        #expect(paused.refusal.contains("paused"))
        #expect(stateful.refusal.contains("StatefulSet"))
    }
}
