import EvenkeelAPI
import JSONValue

extension Conformance.GateTests {
    static let cases: [Case] =
        words + [
            Case(
                gate: "Freeze", says: "freeze window always of guardrail",
                given: {
                    try await $0.guardrail("freezeWindows: [{name: always, schedule: '* * * * *', duration: 2h}]")
                }
            ),
            Case(
                gate: "CircuitBreaker", says: "is open: 100 %",
                given: { try await $0.guardrail("circuitBreaker: {unhealthyTargets: 30%, minimumTargets: 1}") }),
            Case(
                gate: "Confidence", says: "99.99",
                given: { incident in
                    try await incident.patchPolicy([
                        ["op": "replace", "path": "/spec/rules/0/minimumConfidence", "value": "99.99%"],
                        ["op": "replace", "path": "/spec/signals/0/errorRate/limit", "value": "32%"],
                    ])
                }),
            Case(
                gate: "Persistence", says: "of 100 needed",
                given: { incident in
                    try await incident.patchPolicy([
                        ["op": "replace", "path": "/spec/rules/0/consecutive", "value": 100]
                    ])
                }),
            Case(
                gate: "RolloutInProgress", says: "a rollout is in progress",
                given: { incident in
                    try await incident.cluster.say(
                        "set image deployment/app -n \(incident.namespace) app=registry.k8s.io/fake-notready:1")
                    try await incident.cluster.say(
                        "annotate deployment/app -n \(incident.namespace) evenkeel.dev/replica-owner=Nobody")
                }),
            Case(
                gate: "Plan", says: "older code would do harm", verdict: .refuse, action: .rollback,
                given: { incident in
                    try await incident.cluster.say(
                        "annotate deployment/app -n \(incident.namespace) evenkeel.dev/rollback=Forbidden")
                }),
            Case(
                gate: "ReplicaOwner", says: "the field manager platform owns spec.replicas", verdict: .refuse,
                given: { incident in
                    try await incident.cluster.say(
                        "apply --server-side --force-conflicts --field-manager=platform -f -",
                        input: """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata: {name: app, namespace: \(incident.namespace)}
                            spec: {replicas: 3}
                            """)
                }),
            Case(
                gate: "GitOpsOwner", says: "would put it back", verdict: .refuse, action: .rollback,
                given: { incident in
                    try await incident.cluster.say(
                        "annotate deployment/app -n \(incident.namespace) "
                            + "argocd.argoproj.io/tracking-id=shop:apps/Deployment:\(incident.namespace)/app")
                }),
            Case(
                gate: "DisruptionBudget", says: "this can never succeed because", verdict: .refuse, action: .restart,
                given: { incident in
                    try await incident.cluster.say(
                        "create pdb app -n \(incident.namespace) --selector=app=app --max-unavailable=0")
                }),
            Case(
                gate: "MinimumReady", says: "minimumReady is 3",
                given: { incident in
                    try await incident.patchPolicy([
                        ["op": "add", "path": "/spec/minimumReady", "value": 3],
                        ["op": "replace", "path": "/spec/rules/0/action/scale/by", "value": "-50%"],
                    ])
                }),
            Case(
                gate: "DryRun", says: "forbidden",
                given: { try await $0.cluster.say("delete rolebinding remediator -n \($0.namespace)") }),
        ]

    /// People's words.
    private static let words = [
        Case(
            gate: "Mode", says: "Shadow changes nothing",
            given: { try await $0.patchPolicy([["op": "replace", "path": "/spec/mode", "value": "Shadow"]]) },
            phase: .shadowed),
        Case(
            gate: "Suspension", says: "the policy is suspended",
            given: { try await $0.patchPolicy([["op": "add", "path": "/spec/suspend", "value": true]]) }),
        Case(
            gate: "Suspension", says: "is paused", given: { try await $0.guardrail("paused: true") }),
        Case(
            gate: "Suspension", says: "the workload is annotated evenkeel.dev/remediation: Disabled",
            given: { incident in
                try await incident.cluster.say(
                    "annotate deployment/app -n \(incident.namespace) evenkeel.dev/remediation=Disabled")
            }),
        Case(
            gate: "Suspension", says: "the namespace is annotated evenkeel.dev/remediation: Disabled",
            given: { incident in
                try await incident.cluster.say(
                    "annotate namespace/\(incident.namespace) evenkeel.dev/remediation=Disabled")
            }),
        Case(
            gate: "Approval", says: "",
            given: { incident in
                try await incident.cluster.say(
                    "annotate namespace/\(incident.namespace) evenkeel.dev/remediation=RequireApproval")
            }),
    ]
}
