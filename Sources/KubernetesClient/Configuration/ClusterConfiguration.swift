public import HTTPTransport

/// How to reach a cluster, and as whom.
public struct ClusterConfiguration: Sendable, Hashable {
    /// `https://host:port`, with a path prefix where the cluster is behind one; no slash at the end.
    public var server: String
    public var tls: TLSConfiguration
    public var credentials: Credentials
    /// Where requests go that name no namespace.
    public var defaultNamespace: String
    public var proxy: ProxyConfiguration
    /// Somebody else to be, on every request that does not name its own.
    public var impersonation: ImpersonatedUser?
    /// For messages: the kubeconfig's user, or `service account`.
    public var userName: String
    /// For messages: the kubeconfig's context, if any.
    public var contextName: String?

    public init(
        server: String,
        tls: TLSConfiguration = TLSConfiguration(),
        credentials: Credentials = .none,
        defaultNamespace: String = "default",
        proxy: ProxyConfiguration = .environment,
        impersonation: ImpersonatedUser? = nil,
        userName: String = "anonymous",
        contextName: String? = nil
    ) {
        self.server = server.last == "/" ? String(server.dropLast()) : server
        self.tls = tls
        self.credentials = credentials
        self.defaultNamespace = defaultNamespace
        self.proxy = proxy
        self.impersonation = impersonation
        self.userName = userName
        self.contextName = contextName
    }
}

extension ClusterConfiguration: CustomStringConvertible, CustomReflectable {
    /// Who, where; no secrets.
    public var description: String {
        "\(server) as \(userName)" + (contextName.map { " (context \($0))" } ?? "")
    }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Somebody else as whom a request is made; the API server checks that the caller may.
public struct ImpersonatedUser: Sendable, Hashable, CustomStringConvertible {
    public var name: String
    /// Empty lets the API server work them out, which it does for service accounts.
    public var groups: [String]
    public var uid: String?
    public var extra: [String: [String]]

    public init(name: String, groups: [String] = [], uid: String? = nil, extra: [String: [String]] = [:]) {
        self.name = name
        self.groups = groups
        self.uid = uid
        self.extra = extra
    }

    public static func serviceAccount(_ name: String, in namespace: String) -> ImpersonatedUser {
        ImpersonatedUser(name: "system:serviceaccount:\(namespace):\(name)")
    }

    public var description: String { name }
}
