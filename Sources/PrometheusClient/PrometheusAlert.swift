/// An alert that Prometheus itself knows, firing or about to.
public struct PrometheusAlert: Sendable, Hashable {
    public struct State: RawRepresentable, Sendable, Hashable {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let pending = State(rawValue: "pending")
        public static let firing = State(rawValue: "firing")
    }

    /// With the rule's name as `alertname`.
    public var labels: [String: String]
    public var annotations: [String: String]
    public var state: State
    /// Since when the alert has been active, in seconds since 1970; nil if Prometheus does not say.
    public var activeSince: Double?
    public var value: Double

    public init(
        labels: [String: String], annotations: [String: String] = [:], state: State, activeSince: Double? = nil,
        value: Double
    ) {
        self.labels = labels
        self.annotations = annotations
        self.state = state
        self.activeSince = activeSince
        self.value = value
    }
}

/// What answers there.
public struct PrometheusBuildInfo: Sendable, Hashable {
    public var version: String
    public var revision: String

    public init(version: String, revision: String = "") {
        self.version = version
        self.revision = revision
    }
}
