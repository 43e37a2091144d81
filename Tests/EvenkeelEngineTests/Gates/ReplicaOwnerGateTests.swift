import EvenkeelAPI
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelEngine

@Suite("The replica owner gate") struct ReplicaOwnerGateTests {
    private func verdict(
        _ deployment: KubernetesObject = .healthyDeployment(), autoscalers: [KubernetesObject] = [],
        scaledObjects: [KubernetesObject] = [], _ change: (inout Situation) -> Void = { _ in }
    ) -> GateVerdict {
        replicaOwnerGate(
            .good { situation in
                situation.target.workload = Workload(deployment)
                situation.target.autoscalers = autoscalers.compactMap { Autoscaler($0) }
                situation.target.scaledObjects = scaledObjects.compactMap { ScaledObject($0) }
                change(&situation)
            })
    }

    /// What KEDA makes of a ScaledObject.
    private static let made = KubernetesObject.autoscaler("keda-hpa-web").controlled(by: "ScaledObject", "web")

    @Test("fights with the HPA: the gate names the knob that is turned instead")
    func knobs() {
        #expect(verdict(autoscalers: [.autoscaler()]).message.contains("minReplicas"))
        let keda = verdict(autoscalers: [Self.made], scaledObjects: [.scaledObject()])
        #expect(keda.isPass)
        #expect(keda.message.contains("minReplicaCount"))
        #expect(verdict().message == "nobody else owns the replica count")
    }

    @Test(
        "a paused ScaledObject keeps the count that a person wants",
        arguments: [("paused-replicas", "4", true), ("paused", "true", true), ("paused", "false", false)])
    func paused(_ key: String, _ value: String, _ isPaused: Bool) {
        let verdict = verdict(scaledObjects: [.scaledObject().annotated("autoscaling.keda.sh/\(key)", value)])
        #expect(verdict.isRefusal == isPaused)
        #expect(verdict.message.contains("is paused") == isPaused)
    }

    @Test("two owners, or an autoscaler that something else keeps, are refused by their names")
    func several() {
        #expect(verdict(autoscalers: [.autoscaler("a"), .autoscaler("b")]).message.contains("(a, b)"))
        #expect(verdict(scaledObjects: [.scaledObject("a"), .scaledObject("b")]).message.contains("(a, b)"))
        let rival = verdict(autoscalers: [.autoscaler("rival"), Self.made], scaledObjects: [.scaledObject()])
        #expect(rival.isRefusal)
        #expect(rival.message.contains("rival both own"))
        #expect(verdict(autoscalers: [Self.made]).message.contains("belongs to ScaledObject web"))
    }

    @Test("what could not be read may own the replicas")
    func unreadable() {
        #expect(verdict { $0.target.unreadable["ScaledObject"] = "not permitted" }.message.contains("not permitted"))
    }

    @Test("an operator's custom resource that made the workload would put the count back")
    func controlled() {
        let verdict = verdict(.healthyDeployment().controlled(by: "Shop", "berlin"))
        #expect(verdict.isRefusal)
        #expect(verdict.message.contains("Shop berlin owns web"))
    }

    @Test(
        "a field manager that sets only the count is a scaler, one that sets the template too has deployed it",
        arguments: [
            ("scaler", ["replicas"], false, false), ("deployer", ["replicas", "template"], false, true),
            ("deployer", ["replicas", "template"], true, false), ("deployer", ["template"], true, true),
            ("kubectl", ["replicas"], false, true), ("kubectl-edit", ["replicas"], false, true),
            ("kube-controller-manager", ["replicas"], false, true), ("evenkeel", ["replicas"], false, true),
        ])
    func managers(_ manager: String, _ fields: [String], _ applies: Bool, _ passes: Bool) {
        let deployment = KubernetesObject.healthyDeployment().written(by: manager, fields, applying: applies)
        #expect(verdict(deployment).isPass == passes)
        #expect(verdict(deployment.annotated("evenkeel.dev/replica-owner", "Nobody")).isPass)
        if !passes { #expect(verdict(deployment).message.contains(manager)) }
    }

    @Test("an action that leaves the count alone asks for no owner")
    func others() {
        #expect(
            verdict(autoscalers: [.autoscaler("a"), .autoscaler("b")]) {
                $0.rule.action = Action(.restart(RestartAction()))
            }.isPass)
    }
}
