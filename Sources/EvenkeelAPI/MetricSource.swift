public import KubernetesTypes

public struct MetricSource: EvenkeelResource {
    public static let resourceType = ownType("MetricSource", "metricsources", isNamespaced: false)
    public static let shortName = "msrc"

    public var apiVersion = Self.apiVersion
    public var kind = Self.kind
    public var metadata: ObjectMeta
    public var spec: MetricSourceSpec
    public var status: MetricSourceStatus?

    public init(metadata: ObjectMeta, spec: MetricSourceSpec, status: MetricSourceStatus? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }
}

public struct MetricSourceSpec: Sendable, Hashable, Codable {
    /// `nil` where the document sets none, or one that only a newer version knows.
    public var kind: Kind?
    public var staleAfter: TimeSpan
    public var allowedNamespaces: [String]

    public init(
        _ kind: Kind? = nil, staleAfter: TimeSpan = .minutes(2), allowedNamespaces: [String] = []
    ) {
        self.kind = kind
        self.staleAfter = staleAfter
        self.allowedNamespaces = allowedNamespaces
    }

    public func allows(namespace: String) -> Bool {
        allowedNamespaces.contains("*") || allowedNamespaces.contains(namespace)
    }

    public struct Endpoint: Sendable, Hashable, Codable {
        public var address: String
        public var timeout: TimeSpan
        public var headersFrom: [HeaderFromSecret]?
        public var tls: TLS?

        public init(
            address: String, timeout: TimeSpan = .seconds(10), headersFrom: [HeaderFromSecret]? = nil, tls: TLS? = nil
        ) {
            self.address = address
            self.timeout = timeout
            self.headersFrom = headersFrom
            self.tls = tls
        }
    }

    public struct SecretReference: Sendable, Hashable, Codable {
        public var namespace: String?
        public var name: String
        public var key: String

        public init(namespace: String? = nil, name: String, key: String) {
            self.namespace = namespace
            self.name = name
            self.key = key
        }
    }

    public struct HeaderFromSecret: Sendable, Hashable, Codable {
        public var name: String
        public var secretRef: SecretReference

        public init(name: String, secretRef: SecretReference) {
            self.name = name
            self.secretRef = secretRef
        }
    }

    public struct TLS: Sendable, Hashable, Codable {
        public var caSecretRef: SecretReference?
        public var insecureSkipVerify: Bool

        public init(caSecretRef: SecretReference? = nil, insecureSkipVerify: Bool = false) {
            self.caSecretRef = caSecretRef
            self.insecureSkipVerify = insecureSkipVerify
        }
    }
}

public struct MetricSourceStatus: Sendable, Hashable, Codable {
    public var observedGeneration: Int?
    public var conditions: [Condition]
    public var blindPolicies: Int?

    public init(observedGeneration: Int? = nil, conditions: [Condition] = [], blindPolicies: Int? = nil) {
        self.observedGeneration = observedGeneration
        self.conditions = conditions
        self.blindPolicies = blindPolicies
    }
}
