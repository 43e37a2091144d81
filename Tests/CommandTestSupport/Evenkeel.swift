import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// The real binary, as a child process.
package enum Evenkeel {
    /// How a command ended.
    package struct Outcome: Sendable {
        /// `nil` where a signal ended it.
        package var code: Int32?
        package var output: String
        package var error: String
    }

    /// Beside the tests' own executable: SwiftPM puts all products into one folder.
    package static let path: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/evenkeel"
    }()

    /// Runs a command to its end, for a minute at most.
    package static func run(
        _ arguments: String..., input: String = "", environment: [String: String?] = [:], folder: String? = nil
    ) async throws -> Outcome {
        try await run(program: path, arguments, input: input, environment: environment, folder: folder)
    }

    package static func run(
        program: String, _ arguments: [String], input: String = "", environment: [String: String?] = [:],
        folder: String? = nil
    ) async throws -> Outcome {
        // Children have the default again: the library sees to that.
        _ = signal(SIGPIPE, SIG_IGN)
        return try await withTimeLimit(.seconds(60)) {
            // Written here: the library's own way to hand over a string crashes where the program ends before it is read.
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments),
                environment: .inherit.updating(environment), workingDirectory: folder.map { FilePath($0) },
                input: .inputWriter, output: .string(limit: 1 << 20), error: .string(limit: 1 << 20)
            ) { execution in _ = try? await execution.standardInputWriter.write(input) }
            return Outcome(
                code: result.terminationStatus.exitCode, output: result.standardOutput, error: result.standardError)
        }
    }
}

extension Environment {
    func updating(_ changes: [String: String?]) -> Environment {
        updating(Dictionary(uniqueKeysWithValues: changes.map { (Key(stringLiteral: $0.key), $0.value) }))
    }
}

extension TerminationStatus {
    var exitCode: Int32? { if case .exited(let code) = self { code } else { nil } }
}

package struct TimeLimitReached: Error { var limit: Duration }

/// Cancels the body, and with it its child processes, when it takes too long.
package func withTimeLimit<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw TimeLimitReached(limit: limit)
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw TimeLimitReached(limit: limit) }
        return value
    }
}
