/// How a client says who it is, apart from a client certificate, which belongs to TLS.
public enum Credentials: Sendable, Hashable {
    case none
    case token(String)
    /// Read again every minute, as such tokens are replaced in place.
    case tokenFile(path: String)
    case basic(user: String, password: String)
    case plugin(CredentialPlugin)
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The kind only, never the secret.
    public var description: String {
        switch self {
        case .none: "no credentials"
        case .token: "a token"
        case .tokenFile(let path): "the token in \(path)"
        case .basic(let user, _): "the password of \(user)"
        case .plugin(let plugin): "the credential plugin \(plugin.command)"
        }
    }

    public var debugDescription: String { description }

    /// Keeps secrets out of `dump` and of test failure reports.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A program that prints credentials, as `users.user.exec` of a kubeconfig describes it.
public struct CredentialPlugin: Sendable, Hashable {
    public enum Interaction: String, Sendable, Hashable {
        case never = "Never"
        case ifAvailable = "IfAvailable"
        case always = "Always"
    }

    /// `client.authentication.k8s.io/v1` or `/v1beta1`.
    public var apiVersion: String
    /// A path, or a name that is looked up in `PATH`.
    public var command: String
    public var arguments: [String]
    /// Added to the environment of this process.
    public var environment: [String: String]
    public var installHint: String?
    public var interaction: Interaction
    /// Gives the plugin the cluster's address and certificate authority.
    public var providesClusterInformation: Bool

    public init(
        apiVersion: String, command: String, arguments: [String] = [], environment: [String: String] = [:],
        installHint: String? = nil, interaction: Interaction = .ifAvailable, providesClusterInformation: Bool = false
    ) {
        self.apiVersion = apiVersion
        self.command = command
        self.arguments = arguments
        self.environment = environment
        self.installHint = installHint
        self.interaction = interaction
        self.providesClusterInformation = providesClusterInformation
    }
}

extension CredentialPlugin: CustomStringConvertible, CustomReflectable {
    /// Without arguments and environment, which may hold secrets.
    public var description: String { command }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
