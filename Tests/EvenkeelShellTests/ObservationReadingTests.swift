import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelShell

@Suite struct ObservationReadingTests {
    private static let policy: JSON = [
        "apiVersion": "evenkeel.dev/v1alpha1", "kind": "RemediationPolicy",
        "metadata": [
            "name": "web", "namespace": "shop", "uid": "u", "generation": 3,
            "annotations": [
                "kubectl.kubernetes.io/last-applied-configuration": "{}", "evenkeel.dev/refresh": "now",
            ],
        ],
        "spec": [
            "targetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "web"],
            "signals": [["name": "down", "workload": ["condition": "CrashLooping"]]],
            "rules": [["name": "help", "when": ["any": ["down"]], "action": ["restart": ["pods": "Unhealthy"]]]],
        ],
    ]

    @Test("a policy is kept without the copy of itself that kubectl apply leaves in it")
    func appliedConfiguration() throws {
        guard case .policyChanged(let policy) = Observation.reading(policy: KubernetesObject(Self.policy)) else {
            Issue.record("it was not read")
            return
        }
        #expect(policy.metadata.annotations == ["evenkeel.dev/refresh": "now"])
        #expect(policy.spec.signals.map(\.name) == ["down"])
    }

    @Test("a policy that cannot be read is told with what is wrong and whose it is")
    func invalidPolicy() {
        var broken = Self.policy
        broken.set("sometimes", at: "spec", "mode")
        guard
            case .policyInvalid(let key, let uid, let generation, _, let reasons) =
                Observation.reading(policy: KubernetesObject(broken))
        else {
            Issue.record("it was read")
            return
        }
        #expect(key == ObjectKey(namespace: "shop", name: "web"))
        #expect((uid, generation) == ("u", 3))
        #expect(reasons.first?.contains("mode") == true)
    }

    @Test("a guardrail that cannot be read pauses everything")
    func brokenGuardrail() {
        let broken: JSON = ["metadata": ["name": "g"], "spec": ["budgets": "many"]]
        guard case .guardrailChanged(let guardrail) = Observation.reading(guardrail: KubernetesObject(broken)) else {
            Issue.record("it was not told")
            return
        }
        #expect(guardrail.spec.paused)
        #expect(guardrail.metadata.name == "g")
    }

    @Test("a remediation or a source that cannot be read is as if it were not there")
    func unreadable() {
        let broken = KubernetesObject(["metadata": ["name": "x", "namespace": "shop"], "spec": 1])
        guard case .remediationDeleted(let key) = Observation.reading(remediation: broken),
            case .metricSourceDeleted("x") = Observation.reading(metricSource: broken)
        else {
            Issue.record("it was read")
            return
        }
        #expect(key.name == "x")
    }
}
