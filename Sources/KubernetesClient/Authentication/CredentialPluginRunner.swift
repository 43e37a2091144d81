/// Runs a program and takes what it prints.
protocol CredentialPluginRunner: Sendable {
    /// - Parameter environment: added to this process's own.
    func run(_ command: String, _ arguments: [String], _ environment: [String: String]) async -> PluginResult
}

enum PluginResult: Sendable, Hashable {
    case output([UInt8])
    case notFound
    /// A reason without any of the program's output, which may hold secrets.
    case failed(String)
}
