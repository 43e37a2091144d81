import FoundationEssentials

/// The user's own kubectl.
package struct Kubectl: Sendable {
    private let folder: TemporaryFolder
    private let kubeconfig: String

    /// - Parameter kubeconfig: the one in the folder where none is named.
    package init(folder: TemporaryFolder, kubeconfig: String? = nil) {
        self.folder = folder
        self.kubeconfig = kubeconfig ?? "\(folder.path)/kubeconfig"
    }

    package func run(_ line: String, input: String = "") async throws -> Evenkeel.Outcome {
        try await run(line.split(separator: " ").map(String.init), input: input)
    }

    package func run(_ arguments: [String], input: String = "") async throws -> Evenkeel.Outcome {
        // A home of its own: kubectl keeps what it discovers there, by the server's address.
        let environment: [String: String?] = ["KUBECONFIG": kubeconfig, "HOME": folder.path]
        return try await Evenkeel.run(
            program: Program.find("kubectl") ?? "kubectl", arguments, input: input, environment: environment,
            folder: folder.path)
    }
}

package enum Program {
    /// The path of a program, if it is installed.
    package static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
