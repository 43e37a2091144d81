import KubernetesTypes

/// Which pods a ReplicaSet gives up first (`ActivePodsWithRanks` of Kubernetes): those without a node, pending, not
/// ready, cheaper to delete, on nodes that carry more of their kind, ready for a shorter time, restarted more often,
/// newer; the name decides between the rest.
struct DeletionOrder {
    /// Active pods by node.
    private let crowds: [String: Int]

    init(related: [KubernetesObject]) {
        crowds = Dictionary(grouping: related.compactMap(\.nodeName), by: { $0 }).mapValues(\.count)
    }

    func sorted(_ pods: [KubernetesObject]) -> [KubernetesObject] {
        pods.map { (rank: rank(of: $0), pod: $0) }.sorted { $0.rank < $1.rank }.map(\.pod)
    }

    private func rank(of pod: KubernetesObject) -> Rank {
        let cost = pod.annotations["controller.kubernetes.io/pod-deletion-cost"].flatMap { Int32($0) } ?? 0
        let readySince = pod.condition("Ready")?.lastTransitionTime?.microsecondsSince1970 ?? 0
        return Rank(
            values: [
                pod.nodeName == nil ? 0 : 1, Int64(["Pending", "Unknown"].firstIndex(of: pod.phase) ?? 2),
                pod.isReady ? 1 : 0, Int64(cost), -Int64(pod.nodeName.flatMap { crowds[$0] } ?? 0),
                pod.isReady ? -readySince : 0, -Int64(pod.restarts),
                -(pod.creationTimestamp?.microsecondsSince1970 ?? 0),
            ], name: pod.name)
    }

    private struct Rank: Comparable {
        var values: [Int64]
        var name: String

        static func < (left: Rank, right: Rank) -> Bool {
            left.values == right.values
                ? left.name < right.name : left.values.lexicographicallyPrecedes(right.values)
        }
    }
}
