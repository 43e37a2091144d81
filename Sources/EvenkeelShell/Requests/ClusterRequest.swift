import EvenkeelEngine
public import JSONValue
public import KubernetesTypes

/// A request to the API server, as every shell sends it.
public struct ClusterRequest: Sendable, Hashable {
    public enum Verb: Sendable, Hashable {
        case get
        case create(JSON)
        /// Replaces the object, or its subresource, if it still has the resource version that is given.
        case update(JSON)
        case patch(JSONPatch)
        /// Only the object with this uid.
        case delete(uid: String)
        /// Through the Eviction API, only the pod with this uid.
        case evict(uid: String)
    }

    public var verb: Verb
    public var resource: Resource
    public var key: ObjectKey
    public var subresource: String?
    /// Server-side dry run: everything is checked and nothing is stored.
    public var isDryRun = false
    /// The service account that the request impersonates; `nil` is the operator itself.
    public var account: ServiceAccount?

    init(_ verb: Verb, _ resource: Resource, _ key: ObjectKey, subresource: String? = nil) {
        self.verb = verb
        self.resource = resource
        self.key = key
        self.subresource = subresource
    }

    /// Whether something is different after it succeeds.
    public var isChange: Bool { verb != .get && !isDryRun }
}

extension ClusterRequest {
    /// What the request is about.
    public enum Resource: Sendable, Hashable {
        case known(ResourceType)
        /// A kind that the API server may serve or not, so that a shell has to ask which resource it is.
        case discovered(apiVersion: String, kind: String)

        init(_ reference: ObjectReference) {
            let known = Self.types.first { $0.kind == reference.kind && $0.apiVersion == reference.apiVersion }
            self = known.map(Self.known) ?? .discovered(apiVersion: reference.apiVersion, kind: reference.kind)
        }
    }

    public struct ServiceAccount: Sendable, Hashable {
        public var namespace: String
        public var name: String

        /// As the API server authenticates it.
        public var userName: String { "system:serviceaccount:\(namespace):\(name)" }
    }
}
