import KubernetesTypes

/// Where objects of a resource lie: all versions of a group's resource share one place, and events of the core group
/// share theirs with `events.k8s.io`.
struct StorageKey: Sendable, Hashable {
    let group: String
    let plural: String

    init(_ resource: ResourceType) {
        group = resource.group.isEmpty && resource.plural == "events" ? "events.k8s.io" : resource.group
        plural = resource.plural
    }
}

extension ResourceType {
    /// Whether the API server counts generations of its objects: those with a spec that a controller follows.
    var tracksGeneration: Bool {
        switch group {
        case "": plural == "pods" || plural == "replicationcontrollers"
        case "events.k8s.io", "coordination.k8s.io", "rbac.authorization.k8s.io", "storage.k8s.io": false
        default: true
        }
    }
}
