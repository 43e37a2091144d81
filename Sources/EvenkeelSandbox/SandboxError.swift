/// Why a sandbox cannot run.
public enum SandboxError: Error, Sendable, Hashable, CustomStringConvertible {
    case portTaken(Int)
    /// The server ended before it listened.
    case notServing(String)
    case kubeconfigNotWritten(path: String, reason: String)

    public var description: String {
        switch self {
        case .portTaken(let port):
            "port \(port) on 127.0.0.1 is taken by another program; choose another with --port, or 0 for any free one"
        case .notServing(let reason): "the sandbox could not start: \(reason)"
        case .kubeconfigNotWritten(let path, let reason):
            "the kubeconfig \(path) could not be written: \(reason); check that the folder exists and may be written to"
        }
    }
}
