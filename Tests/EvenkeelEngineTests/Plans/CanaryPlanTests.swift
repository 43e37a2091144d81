import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Plans that take a canary away") struct CanaryPlanTests {
    private func readyPod() -> Pod? {
        var pod = KubernetesObject.barePod("web-1")
        pod.setReady(true, at: World.beginning - 60)
        return Pod(pod)
    }

    private func input(_ canary: Canary, _ change: (inout PlanInput) -> Void = { _ in }) throws -> PlanInput {
        try .web(.about().rule("rollback", any: [], Action(.rollback(RollbackAction(canary: canary))))) { input in
            input.target.pods = [readyPod()].compactMap(\.self)
            let canary = KubernetesObject.deployment("web-canary", replicas: 2, image: "web:4")
            input.target.canaries = [Workload(canary.with("uid-canary", at: "metadata", "uid"))].compactMap(\.self)
            input.target.routes = [HTTPRoute(.route())].compactMap(\.self)
            change(&input)
        }
    }

    private static let deployment = Canary(deployment: "web-canary")
    private static let route = Canary(httpRoute: CanaryRoute(name: "web", backend: "web-canary"))

    @Test("the canary goes to zero, and back to the recorded count")
    func deployment() throws {
        let plan = try Planner.plan(input(Self.deployment))
        #expect(plan.object.name == "web-canary")
        #expect(plan.changes == [FieldChange(path: "/spec/replicas", from: 2, to: 0)])
        #expect(plan.undo.summary.contains("back to 2"))
        #expect(plan.rolledBackFrom != nil)
    }

    @Test("abort with nothing in progress scaled the stable side to zero: the target itself is no canary")
    func stable() throws {
        #expect(try input(Canary(deployment: "web")).refusal.contains("never takes the stable side to zero"))
        #expect(
            try input(Self.deployment) { $0.target.canaries[0].replicas = 0 }.refusal.contains("nothing to roll back"))
        #expect(try input(Self.deployment) { $0.target.canaries = [] }.refusal.contains("no canary Deployment"))
    }

    @Test("with no stable pod ready there is nobody to take over")
    func nobody() throws {
        #expect(try input(Self.deployment) { $0.target.pods = [] }.refusal.contains("ready to take over"))
        #expect(try input(Self.route) { $0.target.pods = [] }.refusal.contains("ready to take over"))
    }

    @Test("a ScaledObject would put the canary's replicas back")
    func scaled() throws {
        let keda = try input(Self.deployment) {
            $0.target.canaryScaledObjects = [ScaledObject(.scaledObject("c", target: "web-canary"))].compactMap(\.self)
        }
        #expect(keda.refusal.contains("ScaledObject c owns"))
    }

    @Test("sometimes a rollback is the harm: the canary's owner may forbid it")
    func forbidden() throws {
        let forbidden = try input(Self.deployment) {
            $0.target.canaries[0].annotations["evenkeel.dev/rollback"] = "Forbidden"
        }
        #expect(forbidden.refusal.contains("Forbidden"))
    }

    @Test("the canary's weight goes to zero where it shares traffic; the testers' own way to it stays")
    func weight() throws {
        let plan = try Planner.plan(input(Self.route))
        #expect(plan.changes.map(\.path) == ["/spec/rules/0/backendRefs"])
        var object = KubernetesObject.route().json
        try object.apply(plan.patch(.apply, mark: "m", hasAnnotations: false))
        let weights = object["spec"]?["rules"]?[0]?["backendRefs"]?.arrayValue?.map { $0["weight"] }
        #expect(weights == [80, 0])
        #expect(object["spec"]?["rules"]?[1] == KubernetesObject.route().json["spec"]?["rules"]?[1])
        try object.apply(plan.patch(.revert, mark: nil, hasAnnotations: true))
        #expect(object["spec"] == KubernetesObject.route().json["spec"])
    }

    @Test("a weight that somebody changed meanwhile is not overwritten")
    func overwritten() throws {
        let plan = try Planner.plan(input(Self.route))
        var object = KubernetesObject.route(canaryWeight: 30).json
        #expect(throws: JSONPatchError.self) {
            try object.apply(plan.patch(.apply, mark: "m", hasAnnotations: false))
        }
    }

    @Test("nothing shared, no such backend, no such route: refusals")
    func routeRefusals() throws {
        let idle = try input(Self.route) { $0.target.routes = [HTTPRoute(.route(canaryWeight: 0))].compactMap(\.self) }
        #expect(idle.refusal.contains("nothing to roll back"))
        let alone = try input(Self.route) {
            $0.target.routes = [HTTPRoute(.route(canaryWeight: 100))].compactMap(\.self)
        }
        #expect(alone.refusal.contains("nothing to roll back"))
        let other = Canary(httpRoute: CanaryRoute(name: "web", backend: "other"))
        #expect(try input(other).refusal.contains("no backend other"))
        #expect(try input(Self.route) { $0.target.routes = [] }.refusal.contains("no HTTPRoute web"))
        #expect(
            try input(Self.route) { $0.target.unreadable["HTTPRoute"] = "not permitted" }.refusal.contains("permitted"))
    }
}

@Suite("Plans that abort a Rollout") struct AbortPlanTests {
    private func input(
        _ rollout: KubernetesObject = .rollout(), stablePods: Int = 3, _ change: (inout PlanInput) -> Void = { _ in }
    ) throws -> PlanInput {
        try .web(.about().aboutRollout().rule("rollback", any: [], Action(.rollback(RollbackAction())))) { input in
            input.target = TargetSnapshot(
                availability: .known, workload: Workload(rollout),
                pods: (0..<stablePods).compactMap { Pod(.rolloutPod($0, of: "old")) })
            change(&input)
        }
    }

    @Test("it is what the plugin does: status.abort through the status subresource, for this release only")
    func abort() throws {
        let plan = try Planner.plan(input())
        #expect(plan.object.subresource == "status")
        #expect(!plan.leavesMark)
        #expect(plan.rolledBackFrom == "new")
        var object = KubernetesObject.rollout().json
        try object.apply(plan.patch(.apply, mark: nil, hasAnnotations: false))
        #expect(object.at("status", "abort") == true)
        try object.apply(plan.patch(.revert, mark: nil, hasAnnotations: false))
        #expect(object == KubernetesObject.rollout().json)
        var newer = KubernetesObject.rollout(current: "newer").json
        #expect(throws: JSONPatchError.self) { try newer.apply(plan.patch(.apply, mark: nil, hasAnnotations: false)) }
    }

    @Test("an abort with nothing in progress, without a stable release, or of what is aborted already is refused")
    func nothing() throws {
        #expect(try input(.rollout(current: "old")).refusal.contains("nothing to abort"))
        #expect(try input(.rollout(stable: "")).refusal.contains("no stable release"))
        #expect(try input(.rollout().with(true, at: "status", "abort")).refusal.contains("aborted already"))
        #expect(try input(stablePods: 0).refusal.contains("return to nothing"))
    }

    @Test("a restart of a Rollout is no new release")
    func restart() throws {
        let policy = RemediationPolicy.about().aboutRollout().trouble().restart(.all)
        let plan = try Planner.plan(.web(policy) { $0.target.workload = Workload(.rollout()) })
        #expect(plan.changes.map(\.path) == ["/spec/restartAt"])
    }
}
