import FoundationEssentials

/// The user's own kubectl.
struct Kubectl: Sendable {
    /// Where the kubeconfig lies.
    let folder: TemporaryFolder

    func run(_ line: String, input: String = "") async throws -> Evenkeel.Outcome {
        try await run(line.split(separator: " ").map(String.init), input: input)
    }

    func run(_ arguments: [String], input: String = "") async throws -> Evenkeel.Outcome {
        // A home of its own: kubectl keeps what it discovers there, by the server's address.
        let environment: [String: String?] = ["KUBECONFIG": "\(folder.path)/kubeconfig", "HOME": folder.path]
        return try await Evenkeel.run(
            program: Program.find("kubectl") ?? "kubectl", arguments, input: input, environment: environment,
            folder: folder.path)
    }
}

enum Program {
    /// The path of a program, if it is installed.
    static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
