public import JSONValue

/// The right to approve, reject and undo: `approve` is a verb of its own, which no other role of Evenkeel has.
public enum ApproverRole {
    public static let name = "evenkeel-approver"
    /// On remediations.
    public static let verb = "approve"

    public static let role: JSON = [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
        "metadata": ["name": .string(name)],
        "rules": [
            [
                "apiGroups": ["evenkeel.dev"], "resources": ["remediations"],
                "verbs": ["get", "list", "watch", "patch", .string(verb)],
            ],
            [
                "apiGroups": ["evenkeel.dev"], "resources": ["remediationpolicies"],
                "verbs": ["get", "list", "watch"],
            ],
        ],
    ]
}
