import KubernetesTypes

/// The annotations by which a Deployment and its ReplicaSets keep their history.
enum Revision {
    static let annotation = "deployment.kubernetes.io/revision"
    static let history = "deployment.kubernetes.io/revision-history"
    static let desiredReplicas = "deployment.kubernetes.io/desired-replicas"
    static let maxReplicas = "deployment.kubernetes.io/max-replicas"

    private static let notCopied: Set<String> = [
        annotation, history, desiredReplicas, maxReplicas, "kubectl.kubernetes.io/last-applied-configuration",
        "deprecated.deployment.rollback.to",
    ]

    static func number(of object: KubernetesObject) -> Int { object.annotations[annotation].flatMap { Int($0) } ?? 0 }

    /// The annotations of the newest ReplicaSet: its own, the Deployment's, and `revision`, if that is higher; the
    /// revision that it had before goes into its history.
    static func annotations(
        forNewest replicaSet: [String: String], of deployment: KubernetesObject, revision: Int
    ) -> [String: String] {
        var annotations = replicaSet
        for (key, value) in deployment.annotations where !notCopied.contains(key) { annotations[key] = value }
        let old = replicaSet[annotation]
        guard revision > old.flatMap({ Int($0) }) ?? 0 else { return annotations }
        annotations[annotation] = "\(revision)"
        if let old {
            let earlier = replicaSet[history].flatMap { $0.isEmpty ? nil : $0 }
            annotations[history] = earlier.map { "\($0),\(old)" } ?? old
        }
        return annotations
    }

    static func setReplicas(_ annotations: inout [String: String], of deployment: KubernetesObject) {
        annotations[desiredReplicas] = "\(deployment.replicas)"
        annotations[maxReplicas] = "\(deployment.replicas + RolloutBounds(deployment).maxSurge)"
    }
}
