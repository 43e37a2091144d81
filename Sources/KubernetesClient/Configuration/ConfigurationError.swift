public import KubernetesTypes
public import YAML

/// Why it is not known how to reach the cluster. Each description is one clear sentence or two.
public enum ConfigurationError: Error, Sendable, Hashable {
    case noConfiguration(searched: [String])
    case fileMissing(path: String, purpose: String)
    case fileUnreadable(path: String, purpose: String, reason: String)
    case fileTooLarge(path: String, purpose: String, limit: Int)
    case invalidYAML(path: String, YAMLError)
    /// Valid YAML, but not what belongs there.
    case invalidValue(path: String, line: Int?, what: String)
    case noCurrentContext(path: String, available: [String])
    case noSuchContext(String, path: String, available: [String])
    case noSuchCluster(String, context: String, path: String)
    case noSuchUser(String, context: String, path: String)
    case certificateExpired(user: String, path: String, on: Timestamp)
    case notInCluster(missing: String)
    case pluginMissing(command: String, user: String, hint: String?)
    case pluginFailed(command: String, user: String, reason: String)
    case unsupported(what: String, path: String, instead: String)
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noConfiguration(let searched):
            "no cluster is configured: there is no kubeconfig (\(searched.joined(separator: ", "))), and this is not a pod. "
                + "Give --kubeconfig FILE or set KUBECONFIG."
        case .fileMissing(let path, let purpose): "\(path): the \(purpose) does not exist. Check the path."
        case .fileUnreadable(let path, let purpose, let reason):
            "\(path): the \(purpose) cannot be read: \(reason). Check its permissions."
        case .fileTooLarge(let path, let purpose, let limit):
            "\(path): the \(purpose) has more than \(limit) bytes. Check that it is the right file."
        case .invalidYAML(let path, let error):
            "\(path)\(error.position.map { ":\($0.line):\($0.column)" } ?? ""): the kubeconfig is broken: "
                + YAMLError(error.kind, at: nil).description
        case .invalidValue(let path, let line, let what): "\(path)\(line.map { ":\($0)" } ?? ""): \(what)."
        case .noCurrentContext(let path, let available):
            "\(path): no current context is set. \(Self.choose(available))"
        case .noSuchContext(let name, let path, let available):
            "\(path): there is no context \"\(name)\". \(Self.choose(available))"
        case .noSuchCluster(let name, let context, let path):
            "\(path): the context \"\(context)\" names the cluster \"\(name)\", which is not there. Correct the context."
        case .noSuchUser(let name, let context, let path):
            "\(path): the context \"\(context)\" names the user \"\(name)\", who is not there. Correct the context."
        case .certificateExpired(let user, let path, let date):
            "\(path): the client certificate of the user \"\(user)\" expired on \(date). Get new credentials."
        case .notInCluster(let missing):
            "this is not a pod with a service account: \(missing) is missing. Give --kubeconfig FILE or set KUBECONFIG."
        case .pluginMissing(let command, let user, let hint):
            "the credential plugin \(command) of the user \"\(user)\" is not installed. "
                + (hint ?? "Install it, or correct users.user.exec.command in the kubeconfig.")
        case .pluginFailed(let command, let user, let reason):
            "the credential plugin \(command) of the user \"\(user)\" failed: \(reason). "
                + "Run it by hand to see what it wants."
        case .unsupported(let what, let path, let instead): "\(path): \(what) is not supported. \(instead)"
        }
    }

    private static func choose(_ available: [String]) -> String {
        guard !available.isEmpty else { return "The file has no contexts at all; check that it is the right one." }
        let shown = available.sorted().prefix(10).joined(separator: ", ")
        let more = available.count > 10 ? ", and \(available.count - 10) more" : ""
        return "Choose with --context one of: \(shown)\(more)."
    }
}
