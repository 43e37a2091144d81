import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Plans that restart") struct RestartPlanTests {
    private func pod(_ name: String, crashing: Bool = true, owned: Bool = true) -> Pod? {
        var object = KubernetesObject.barePod(name).with(.string("uid-\(name)"), at: "metadata", "uid")
        crashing ? object.crash(at: World.beginning) : object.setReady(true, at: World.beginning)
        let owner: JSON = ["kind": "ReplicaSet", "name": "rs", "uid": "rs", "controller": true]
        return Pod(owned ? object.with([owner], at: "metadata", "ownerReferences") : object)
    }

    private func input(
        _ pods: [Pod?], _ policy: RemediationPolicy = .about().trouble().restart()
    ) throws -> PlanInput {
        try .web(policy) { $0.target.pods = pods.compactMap(\.self) }
    }

    @Test("the unhealthy pods are named, in order, and no others")
    func unhealthy() throws {
        let plan = try Planner.plan(input([pod("b"), pod("a"), pod("c", crashing: false)]))
        #expect(plan.pods?.map(\.name) == ["a", "b"])
        #expect(plan.changes == [])
    }

    @Test("bare pods are never evicted")
    func bare() throws {
        #expect(try input([pod("a", owned: false)]).refusal.contains("no controller"))
        #expect(try Planner.plan(input([pod("a", owned: false), pod("b")])).pods?.map(\.name) == ["b"])
    }

    @Test("a plan names at most twenty pods")
    func many() throws { #expect(try Planner.plan(input((0..<30).map { pod("p\($0)") })).pods?.count == 20) }

    @Test("with no unhealthy pod there is nothing to restart, nor without a signal that names outliers")
    func nothing() throws {
        #expect(try input([pod("a", crashing: false)]).refusal.contains("no pod"))
        #expect(try input([pod("a")], .about().trouble().restart(.outliers)).refusal.contains("outlier signal"))
        var named = try input([pod("a"), pod("b")], .about().trouble().restart(.outliers))
        named.outliers = ["b"]
        #expect(try Planner.plan(named).pods?.map(\.name) == ["b"])
    }

    @Test("without a workload signal, not ready is unhealthy")
    func notReady() throws {
        #expect(try Planner.plan(input([pod("a")], .about().errorRate().restart())).pods?.count == 1)
    }

    @Test(
        "a rolling restart does what kubectl does, with and without annotations in the template",
        arguments: [true, false])
    func rolling(_ hasAnnotations: Bool) throws {
        let input = try PlanInput.web(.about().trouble().restart(.all)) { input in
            if hasAnnotations { input.target.workload?.template.set("x", at: "metadata", "annotations", "other/one") }
        }
        let plan = try Planner.plan(input)
        var object = input.target.workload?.fields ?? [:]
        object.set("uid-web", at: "metadata", "uid")
        try object.apply(plan.patch(.forth, mark: "m", hasAnnotations: false))
        let inside = object.at("spec", "template", "metadata", "annotations")
        #expect(inside?["kubectl.kubernetes.io/restartedAt"] == "2026-03-04T12:00:00Z")
        #expect(inside?["other/one"] == (hasAnnotations ? "x" : nil))
        #expect(object.at("metadata", "annotations", "evenkeel.dev/last-remediation") == "m")
    }
}
