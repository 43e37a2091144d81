/// How the operator runs.
public struct OperatorConfiguration: Sendable {
    /// Namespaces that it looks at; empty means all.
    public var namespaces: [String]
    /// Its own namespace: of its lease, and of the Secrets that MetricSources may name.
    public var ownNamespace: String
    /// This replica's name in the lease; `nil` runs without election.
    public var identity: String?
    public var leaseName: String

    public init(
        namespaces: [String] = [], ownNamespace: String = "evenkeel", identity: String? = nil,
        leaseName: String = "evenkeel"
    ) {
        self.namespaces = namespaces
        self.ownNamespace = ownNamespace
        self.identity = identity
        self.leaseName = leaseName
    }
}
