import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// A remediation with everything set, as the engine writes it.
enum RemediationSample {
    static let time = Timestamp(secondsSince1970: 1_795_143_840)

    static var remediation: Remediation {
        Remediation(
            metadata: ObjectMeta(name: "checkout-undo-bad-release-7f9c2", namespace: "shop"), spec: spec, status: status
        )
    }

    private static var spec: RemediationSpec {
        RemediationSpec(
            policyRef: PolicyReference(name: "checkout", uid: "1"), rule: "undo-bad-release", mode: .suggest,
            owner: "payments-oncall", serviceAccountName: "checkout-remediator",
            targetRef: TargetReference(name: "checkout", uid: "2"), incidentStartedAt: time,
            confidence: Percentage(fraction: 0.9997),
            evidence: [evidence], plan: plan)
    }

    static var evidence: Evidence {
        Evidence(
            signal: "errors", quality: .ok, confidence: Percentage(fraction: 0.9997), isBad: true,
            value: "0.081",
            limit: "0.05", expected: "0.01", samples: 5086, observedAt: time,
            explanation: "error rate 8.1 % (412 of 5,086) against a limit of 5 %")
    }

    private static var plan: Plan {
        Plan(
            action: .rollback, summary: "roll checkout back from revision 7 to revision 6",
            object: ChangedObject(apiVersion: "apps/v1", kind: "Deployment", name: "checkout", uid: "2"),
            changes: [
                FieldChange(
                    path: "/spec/template/spec/containers/0/image", from: "shop/checkout:2.8.0",
                    to: "shop/checkout:2.7.3"),
                FieldChange(
                    path: "/spec/template/metadata/labels", from: nil, to: ["app": "checkout", "n": [1, 2.5, true]]),
            ],
            pods: [PodReference(name: "checkout-1", uid: "3")], maximumUnavailable: 1, revertAfter: .minutes(30),
            undo: Undo(summary: "roll forward to revision 7", precondition: .init(resourceVersion: "81234")),
            digest: "sha256:" + String(repeating: "3f", count: 32))
    }

    private static var status: RemediationStatus {
        var status = RemediationStatus(phase: .verifying)
        status.gates = [GateStatus(name: "Confidence", verdict: .hold, message: "99.97 % of 95 % needed", until: time)]
        status.timeline = [TimelineEntry(at: time, phase: .executing, message: "rolling back")]
        status.approval = Approval(by: "ana@example.com", at: time)
        status.dryRun = DryRun(accepted: true, message: "")
        status.intents = [Intent(purpose: .change, at: time, outcome: .done)]
        status.changedAt = time
        status.revert = ScheduledRevert(at: time)
        status.grade = .selfHealed
        status.conditions = [
            Condition(type: "Ready", status: .isTrue, lastTransitionTime: time, reason: "Verifying", message: "")
        ]
        return status
    }
}

/// Everything that a policy's status can say.
enum PolicyStatusSample {
    static var status: RemediationPolicyStatus {
        let time = RemediationSample.time
        let gate = GateStatus(name: "Confidence", verdict: .pass, message: "99.97 % of 95 % needed")
        return RemediationPolicyStatus(
            observedGeneration: 3,
            conditions: [
                Condition(
                    type: "Ready", status: .isFalse, observedGeneration: 3, lastTransitionTime: time,
                    reason: "TargetMissing", message: "there is no Deployment shop/checkout")
            ],
            health: .unhealthy, signals: [RemediationSample.evidence],
            rules: [
                RuleStatus(
                    name: "undo-bad-release", verdict: .triggered, confidence: Percentage(fraction: 0.9997),
                    message: "error rate over the limit", gates: [gate])
            ],
            revisions: [RevisionEvidence(revision: 6, templateHash: "7f9c2", healthySince: time, healthyUntil: time)],
            refreshed: "now")
    }
}
