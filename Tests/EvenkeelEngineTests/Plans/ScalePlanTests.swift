import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("Plans that scale") struct ScalePlanTests {
    private func input(
        _ by: Double, minimum: Int = 1, maximum: Int = 10, from replicas: Int = 4, autoscalers: [Autoscaler?] = []
    ) throws -> PlanInput {
        let action = Action(
            .scale(
                ScaleAction(
                    by: SignedPercentage(fraction: by), maximum: maximum, minimum: minimum, revertAfter: .minutes(30))))
        return try .web(.about().rule("scale", any: [], action)) { input in
            input.target.workload?.replicas = replicas
            input.target.autoscalers = autoscalers.compactMap(\.self)
        }
    }

    private func scaler(_ minimum: Int? = 2, _ maximum: Int = 10, desired: Int = 4) -> Autoscaler? {
        Autoscaler(
            KubernetesObject.autoscaler().with(minimum.map { JSON($0) }, at: "spec", "minReplicas")
                .with(JSON(maximum), at: "spec", "maxReplicas").with(JSON(desired), at: "status", "desiredReplicas")
                .with("uid-hpa", at: "metadata", "uid"))
    }

    @Test(
        "the step is rounded away from the present count and kept within the bounds",
        arguments: [
            (0.5, 4, 6), (0.25, 4, 5), (0.01, 4, 5), (0.5, 3, 5), (5, 4, 10), (-0.5, 4, 2), (-0.3, 4, 2),
            (-0.01, 4, 3), (-1, 4, 1),
        ])
    func step(_ by: Double, _ from: Int, _ to: Int) throws {
        let plan = try Planner.plan(input(by, from: from))
        #expect(plan.changes == [FieldChange(path: "/spec/replicas", from: JSON(from), to: JSON(to))])
        #expect(plan.revertAfter == .minutes(30))
    }

    @Test("at or beyond a bound there is nothing to scale", arguments: [(0.5, 10), (0.5, 12), (-0.5, 1), (-0.5, 0)])
    func bounds(_ by: Double, _ from: Int) throws { #expect(try input(by, from: from).refusal != "") }

    @Test("what somebody has turned off is not turned on")
    func turnedOff() throws {
        #expect(try input(0.5, from: 0).refusal.contains("has no replicas"))
    }

    @Test("an autoscaler's lower bound is raised instead of the count that it owns")
    func autoscaler() throws {
        let plan = try Planner.plan(input(0.5, autoscalers: [scaler()]))
        #expect(plan.object.kind == "HorizontalPodAutoscaler")
        #expect(plan.changes == [FieldChange(path: "/spec/minReplicas", from: 2, to: 6)])
    }

    @Test("an autoscaler without a lower bound gets one, and loses it again")
    func absentMinimum() throws {
        let plan = try Planner.plan(input(0.5, autoscalers: [scaler(nil)]))
        #expect(plan.changes == [FieldChange(path: "/spec/minReplicas", from: nil, to: 6)])
        let before: JSON = ["metadata": ["uid": "uid-hpa", "annotations": ["a": "b"]], "spec": ["maxReplicas": 10]]
        var object = before
        try object.apply(plan.patch(.apply, mark: nil, hasAnnotations: true))
        #expect(object.at("spec", "minReplicas") == 6)
        try object.apply(plan.patch(.revert, mark: nil, hasAnnotations: true))
        #expect(object == before)
    }

    @Test("fights with KEDA: the ScaledObject's lower bound is raised, since its autoscaler's would be put back")
    func scaledObject() throws {
        var input = try input(0.5, maximum: 30)
        input.target.scaledObjects = [ScaledObject(.scaledObject())].compactMap(\.self)
        input.target.autoscalers = [
            Autoscaler(.autoscaler("keda-hpa-web").controlled(by: "ScaledObject", "web"))
        ].compactMap(\.self)
        let plan = try Planner.plan(input)
        #expect(plan.object.kind == "ScaledObject")
        #expect(plan.object.apiVersion == "keda.sh/v1alpha1")
        #expect(plan.changes == [FieldChange(path: "/spec/minReplicaCount", from: 2, to: 6)])
        #expect(plan.undo.summary.contains("back to 2"))
    }

    @Test("what an autoscaler owns is refused where there is no room, two own it, or it should shrink")
    func autoscalerRefusals() throws {
        #expect(try input(0.5, autoscalers: [scaler(2, 4)]).refusal.contains("raise maxReplicas"))
        #expect(try input(-0.5, autoscalers: [scaler()]).refusal.contains("only it may lower"))
        #expect(try input(0.5, autoscalers: [scaler(), scaler()]).refusal.contains("several"))
    }
}
