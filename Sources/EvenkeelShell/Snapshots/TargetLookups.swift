public import EvenkeelAPI
public import EvenkeelEngine
public import KubernetesTypes

/// What a shell knows of the cluster, as far as a snapshot of a target needs it. Results have no particular order.
public protocol TargetLookups {
    /// A failure is a kind that is served and cannot be read.
    func workload(_ kind: WorkloadKind, _ key: ObjectKey) -> Result<Workload?, Unreadable>
    func revisions(in namespace: String, ownedBy uid: String) -> [Revision]
    /// At least those whose labels the selector matches.
    func pods(in namespace: String, matching selector: LabelSelector) -> [Pod]
    func budgets(in namespace: String, where predicate: (DisruptionBudget) -> Bool) -> [DisruptionBudget]
    func autoscalers(in namespace: String, where predicate: (Autoscaler) -> Bool) -> [Autoscaler]
    func scaledObjects(in namespace: String) -> Result<[ScaledObject], Unreadable>
    func routes(in namespace: String) -> Result<[HTTPRoute], Unreadable>
    func namespace(_ name: String) -> NamespaceMetadata?
}

/// Why nothing may be concluded about the objects of a kind.
public struct Unreadable: Error, Sendable, Hashable {
    public var reason: String

    public init(reason: String) { self.reason = reason }
}

/// What the engine needs of a namespace.
public struct NamespaceMetadata: Sendable, Hashable {
    public var labels: [String: String]
    public var annotations: [String: String]

    public init(labels: [String: String] = [:], annotations: [String: String] = [:]) {
        self.labels = labels
        self.annotations = annotations
    }

    public init(_ object: KubernetesObject) {
        labels = object.labels
        annotations = object.annotations
    }
}
