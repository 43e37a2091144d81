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

    @Test("with no unhealthy pod there is nothing to restart")
    func nothing() throws {
        #expect(try input([pod("a", crashing: false)]).refusal.contains("no pod"))
    }

    private func outliers(_ names: Set<String>?, of count: Int = 5) throws -> PlanInput {
        let pods = (0..<count).map { pod("p\($0)", crashing: false) }
        var input = try input(pods, .about().anomaly().restart(.outliers))
        input.outliers = names
        return input
    }

    @Test("outliers are the pods that the signals name, and nobody else")
    func outlying() throws {
        #expect(try Planner.plan(outliers(["p1", "p3", "gone"])).pods?.map(\.name) == ["p1", "p3"])
        #expect(try outliers([]).refusal.contains("no pod"))
        #expect(try outliers(nil).refusal.contains("outlier signal"))
    }

    private func statefulSet(_ pods: RestartAction.Pods, ordered: Bool, strategy: JSON = [:]) throws -> PlanInput {
        let action = RestartAction(pods: pods, maximumUnavailable: 3, ordered: ordered)
        let policy = RemediationPolicy.about().trouble().rule("restart", Action(.restart(action)))
        return try .web(policy) { input in
            input.target.workload = Workload(
                KubernetesObject.healthyDeployment().with("StatefulSet", at: "kind")
                    .with(strategy, at: "spec", "updateStrategy"))
            input.target.pods = [0, 2, 10, 1].compactMap { pod("web-\($0)") }
        }
    }

    @Test("a StatefulSet is restarted only where the policy says in order: the highest ordinal first, one at a time")
    func ordered() throws {
        let plan = try Planner.plan(statefulSet(.unhealthy, ordered: true))
        #expect(plan.pods?.map(\.name) == ["web-10", "web-2", "web-1", "web-0"])
        #expect(plan.maximumUnavailable == 1)
        #expect(try statefulSet(.unhealthy, ordered: false).refusal.contains("ordered: true"))
        #expect(try statefulSet(.all, ordered: false).refusal.contains("ordered: true"))
        #expect(try statefulSet(.all, ordered: true).refusal == "")
    }

    @Test("a rolling restart that would not take place is refused: OnDelete, or a paused rollout")
    func idle() throws {
        #expect(try statefulSet(.all, ordered: true, strategy: ["type": "OnDelete"]).refusal.contains("OnDelete"))
        let paused = try PlanInput.web(.about().trouble().restart(.all)) { $0.target.workload?.isPaused = true }
        #expect(paused.refusal.contains("paused"))
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
        try object.apply(plan.patch(.apply, mark: "m", hasAnnotations: false))
        let inside = object.at("spec", "template", "metadata", "annotations")
        #expect(inside?["kubectl.kubernetes.io/restartedAt"] == "2026-03-04T12:00:00Z")
        #expect(inside?["other/one"] == (hasAnnotations ? "x" : nil))
        #expect(object.at("metadata", "annotations", "evenkeel.dev/last-remediation") == "m")
    }
}
