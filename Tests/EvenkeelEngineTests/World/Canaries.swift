import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Releases beside the stable one.
extension KubernetesObject {
    /// An HTTPRoute that shares between `web` and `web-canary`, and a second rule that leads testers to the canary alone.
    static func route(_ name: String = "web", canaryWeight: Int = 20) -> KubernetesObject {
        let canary: JSON = ["name": "web-canary", "port": 80, "weight": JSON(canaryWeight)]
        let stable: JSON = ["name": "web", "port": 80, "weight": JSON(100 - canaryWeight)]
        return KubernetesObject([
            "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
            "metadata": ["name": .string(name), "namespace": "shop", "uid": "uid-route"],
            "spec": [
                "rules": [
                    ["matches": [["path": ["value": "/"]]], "backendRefs": [stable, canary]],
                    ["matches": [["headers": [["name": "x-tester"]]]], "backendRefs": [canary]],
                ]
            ],
        ])
    }

    /// An Argo Rollout on its way from release `old` to release `new`.
    static func rollout(_ name: String = "web", stable: String = "old", current: String = "new") -> KubernetesObject {
        KubernetesObject([
            "apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout",
            "metadata": ["name": .string(name), "namespace": "shop", "uid": "uid-rollout"],
            "spec": [
                "replicas": 4, "selector": ["matchLabels": ["app": .string(name)]],
                "template": ["metadata": ["labels": ["app": .string(name)]]],
            ],
            "status": [
                "replicas": 4, "updatedReplicas": 1, "readyReplicas": 4, "stableRS": .string(stable),
                "currentPodHash": .string(current),
            ],
        ])
    }

    /// A ready pod of a Rollout's release.
    static func rolloutPod(_ number: Int, of release: String) -> KubernetesObject {
        var pod = barePod("web-\(release)-\(number)").labelled("rollouts-pod-template-hash", release)
        pod.setReady(true, at: World.beginning)
        return pod
    }
}

extension RemediationPolicy {
    func rollback(_ canary: Canary) -> RemediationPolicy {
        rule("rollback", Action(.rollback(RollbackAction(canary: canary))))
    }

    func aboutRollout() -> RemediationPolicy {
        with { $0.targetRef = TargetReference(apiVersion: "argoproj.io/v1alpha1", kind: .rollout, name: "web") }
    }
}
