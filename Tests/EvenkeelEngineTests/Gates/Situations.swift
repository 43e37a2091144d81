import Detection
import EvenkeelAPI
import JSONValue
import KubernetesTypes

@testable import EvenkeelEngine

// A situation in which every gate passes, and the ways to spoil it.
extension Situation {
    static let now = World.beginning + 7200

    static func good(_ change: (inout Situation) -> Void = { _ in }) -> Situation {
        var policy = RemediationPolicy.about().errorRate().scale()
        policy.metadata.uid = "policy-1"
        var memory = RuleMemory()
        for evaluation in 0..<2 {
            memory.take(.bad(confidence: 0.9999), at: now - 60 + Double(evaluation) * 30, recoveredNeeded: 3)
        }
        let workload = Workload(.healthyDeployment())
        let plan = Plan(
            action: .scale, summary: "scale web from 4 to 6 replicas",
            object: ChangedObject(apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "uid-web"),
            changes: [FieldChange(path: "/spec/replicas", from: 4, to: 6)], revertAfter: .minutes(30),
            undo: Undo(summary: "scale back"), digest: "sha256:" + String(repeating: "0123456789abcdef", count: 4))
        var situation = Situation(
            now: now, policy: policy, rule: policy.spec.rules[0], memory: memory,
            target: TargetSnapshot(availability: .known, workload: workload), evaluatedAt: now - 1,
            plan: .success(plan), others: [], guardrails: [], namespaceLabels: ["shop": ["team": "a"]])
        change(&situation)
        return situation
    }

    func with(_ change: (inout Situation) -> Void) -> Situation {
        var copy = self
        change(&copy)
        return copy
    }

    /// Another Remediation of the same rule and target, unless changed.
    func other(_ phase: Phase, _ change: (inout Remediation) -> Void = { _ in }) -> Remediation {
        var target = policy.spec.targetRef
        target.uid = "uid-web"
        var other = Remediation(
            metadata: ObjectMeta(name: "web-other", namespace: "shop"),
            spec: RemediationSpec(
                policyRef: PolicyReference(name: "web", uid: "policy-1"), rule: rule.name, mode: .automatic,
                owner: nil, serviceAccountName: nil, targetRef: target, incidentStartedAt: Self.now - 600,
                confidence: Percentage(fraction: 0.99), evidence: [],
                plan: (try? plan.get())
                    ?? Plan(
                        action: .scale, summary: "", object: .init(apiVersion: "", kind: "", name: "", uid: ""),
                        undo: Undo(summary: ""))),
            status: RemediationStatus(phase: phase))
        change(&other)
        return other
    }
}

extension RuleFinding {
    static func bad(confidence: Double, quality: Quality = .ok, fresh: Bool = true) -> RuleFinding {
        let evidence = Evidence(
            signal: "errors", quality: quality, confidence: Percentage(fraction: confidence), isBad: quality == .ok,
            observedAt: Situation.now, explanation: "it is so")
        return RuleFinding(
            When(any: ["errors"]), findings: ["errors": SignalFinding(evidence: evidence, isFresh: fresh)])
    }

    static func good(fresh: Bool = true) -> RuleFinding {
        let evidence = Evidence(signal: "errors", quality: .ok, observedAt: Situation.now, explanation: "all is well")
        return RuleFinding(
            When(any: ["errors"]), findings: ["errors": SignalFinding(evidence: evidence, isFresh: fresh)])
    }
}

extension KubernetesObject {
    static func healthyDeployment(ready: Int = 4) -> KubernetesObject {
        deployment().with("uid-web", at: "metadata", "uid").with(3, at: "metadata", "generation")
            .with(
                [
                    "observedGeneration": 3, "replicas": 4, "updatedReplicas": 4, "readyReplicas": JSON(ready),
                ], at: "status")
    }
}

extension GateVerdict {
    var isHold: Bool {
        if case .hold = self { true } else { false }
    }

    var isRefusal: Bool {
        if case .refuse = self { true } else { false }
    }

    var until: Timestamp? {
        if case .hold(_, _, let until) = self { until } else { nil }
    }

    var message: String {
        switch self {
        case .pass(let message), .hold(_, let message, _), .refuse(_, let message): message
        }
    }
}

func passes(_ verdict: GateVerdict) -> Bool { verdict.isPass }
func holds(_ verdict: GateVerdict) -> Bool { verdict.isHold }
func refuses(_ verdict: GateVerdict) -> Bool { verdict.isRefusal }
