public import JSONValue

/// The permission to approve, reject and undo: the verb `approve`, which no other role of Evenkeel has.
public enum ApproverRole {
    public static let name = "evenkeel-approver"
    /// The verb on remediations.
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
