import EvenkeelAPI
import KubernetesTypes

extension Remediation {
    /// Of the incident that began at that time; created 20 seconds later.
    static func sample(of incident: Timestamp) -> Remediation {
        var metadata = ObjectMeta(name: "web-scale-1", namespace: "shop")
        metadata.uid = "0f1e2d3c-4b5a-4697-8877-665544332211"
        metadata.creationTimestamp = incident + 20
        return Remediation(
            metadata: metadata,
            spec: RemediationSpec(
                policyRef: PolicyReference(name: "web", uid: "u"), rule: "r", mode: .automatic, owner: nil,
                serviceAccountName: nil, targetRef: TargetReference(name: "web"), incidentStartedAt: incident,
                confidence: Percentage(fraction: 0.99), evidence: [],
                plan: Plan(
                    action: .scale, summary: "", object: ChangedObject(apiVersion: "", kind: "", name: "", uid: ""),
                    undo: Undo(summary: ""))))
    }
}
