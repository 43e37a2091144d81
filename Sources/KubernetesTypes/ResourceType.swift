/// A kind of object that the API serves: group, version and names.
public struct ResourceType: Sendable, Hashable {
    /// Empty for the core group.
    public var group: String
    public var version: String
    public var kind: String
    /// Lower case, as in URLs: `deployments`.
    public var plural: String
    public var isNamespaced: Bool

    public init(group: String = "", version: String, kind: String, plural: String, isNamespaced: Bool = true) {
        self.group = group
        self.version = version
        self.kind = kind
        self.plural = plural
        self.isNamespaced = isNamespaced
    }

    /// `apps/v1`, or `v1` for the core group.
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// `deployments.apps`, or `pods` for the core group: how people and RBAC name it.
    public var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }

    /// The URL path of the collection, or of one object.
    public func path(namespace: String?, name: String? = nil, subresource: String? = nil) -> String {
        var path = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
        if isNamespaced, let namespace { path += "/namespaces/\(namespace)" }
        path += "/\(plural)"
        if let name { path += "/\(name)" }
        if let subresource { path += "/\(subresource)" }
        return path
    }
}

extension ResourceType {
    public static let namespaces = ResourceType(
        version: "v1", kind: "Namespace", plural: "namespaces", isNamespaced: false)
    public static let nodes = ResourceType(version: "v1", kind: "Node", plural: "nodes", isNamespaced: false)
    public static let pods = ResourceType(version: "v1", kind: "Pod", plural: "pods")
    public static let secrets = ResourceType(version: "v1", kind: "Secret", plural: "secrets")
    public static let configMaps = ResourceType(version: "v1", kind: "ConfigMap", plural: "configmaps")
    public static let services = ResourceType(version: "v1", kind: "Service", plural: "services")
    public static let serviceAccounts = ResourceType(version: "v1", kind: "ServiceAccount", plural: "serviceaccounts")
    public static let deployments = ResourceType(
        group: "apps", version: "v1", kind: "Deployment", plural: "deployments")
    public static let replicaSets = ResourceType(
        group: "apps", version: "v1", kind: "ReplicaSet", plural: "replicasets")
    public static let statefulSets = ResourceType(
        group: "apps", version: "v1", kind: "StatefulSet", plural: "statefulsets")
    public static let daemonSets = ResourceType(group: "apps", version: "v1", kind: "DaemonSet", plural: "daemonsets")
    public static let horizontalPodAutoscalers = ResourceType(
        group: "autoscaling", version: "v2", kind: "HorizontalPodAutoscaler", plural: "horizontalpodautoscalers")
    public static let podDisruptionBudgets = ResourceType(
        group: "policy", version: "v1", kind: "PodDisruptionBudget", plural: "poddisruptionbudgets")
    /// Of Argo Rollouts, KEDA and the Gateway API: served only where they are installed.
    public static let rollouts = ResourceType(
        group: "argoproj.io", version: "v1alpha1", kind: "Rollout", plural: "rollouts")
    public static let scaledObjects = ResourceType(
        group: "keda.sh", version: "v1alpha1", kind: "ScaledObject", plural: "scaledobjects")
    public static let httpRoutes = ResourceType(
        group: "gateway.networking.k8s.io", version: "v1", kind: "HTTPRoute", plural: "httproutes")
    public static let events = ResourceType(group: "events.k8s.io", version: "v1", kind: "Event", plural: "events")
    public static let leases = ResourceType(
        group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases")
    public static let customResourceDefinitions = ResourceType(
        group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition",
        plural: "customresourcedefinitions", isNamespaced: false)
}

/// The name of one object: its namespace (`nil` for cluster-wide kinds) and name.
public struct ObjectKey: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    public var namespace: String?
    public var name: String

    public init(namespace: String? = nil, name: String) {
        self.namespace = namespace
        self.name = name
    }

    public var description: String { namespace.map { "\($0)/\(name)" } ?? name }

    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        (left.namespace ?? "", left.name) < (right.namespace ?? "", right.name)
    }
}
