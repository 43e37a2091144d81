import FoundationEssentials
import Subprocess
import SystemPackage

/// Prometheus' own checker, where it is installed.
enum Promtool {
    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/promtool" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What `promtool check rules` says of the rules, on both of its outputs.
    static func check(_ promtool: String, _ rules: String) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "promtool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "rules.yaml")
        try rules.write(to: file, atomically: true, encoding: .utf8)
        let result = try await Subprocess.run(
            .path(FilePath(promtool)), arguments: ["check", "rules", file.path(percentEncoded: false)],
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        return result.standardOutput + result.standardError
    }
}
