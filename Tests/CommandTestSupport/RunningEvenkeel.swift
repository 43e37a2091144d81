import FoundationEssentials
import Subprocess
import SystemPackage

/// A command that goes on until somebody ends it, such as `sandbox` and `run`.
package struct RunningEvenkeel: Sendable {
    package let processIdentifier: Int32
    private let log: String

    /// What it has said so far, on both of its outputs.
    package var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    package func waitUntilSaid(_ text: String) async throws {
        try await eventually("it says \"\(text)\"") { said.contains(text) }
    }

    /// Runs the body beside the command, interrupts the command as Ctrl-C does, and waits for its end.
    ///
    /// - Returns: what the body returned, the exit code, and how long the command took to end.
    package static func run<Value: Sendable>(
        _ arguments: [String], environment: [String: String?] = [:], folder: TemporaryFolder,
        _ body: @escaping @Sendable (RunningEvenkeel) async throws -> Value
    ) async throws -> (value: Value, code: Int32?, ending: Duration) {
        let log = "\(folder.path)/\(arguments.first ?? "").log"
        let descriptor = try FileDescriptor.open(
            FilePath(log), .writeOnly, options: [.create, .truncate, .append], permissions: .ownerReadWrite)
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .interrupt, allowedDurationToNextStep: .seconds(10))]
        let result = try await Subprocess.run(
            .path(FilePath(Evenkeel.path)), arguments: Arguments(arguments),
            environment: .inherit.updating(environment), workingDirectory: FilePath(folder.path),
            platformOptions: options, input: .none,
            output: .fileDescriptor(descriptor, closeAfterSpawningProcess: false),
            error: .fileDescriptor(descriptor, closeAfterSpawningProcess: true)
        ) { execution in
            let running = RunningEvenkeel(processIdentifier: execution.processIdentifier.value, log: log)
            let value = try await body(running)
            let interrupted = ContinuousClock.now
            try execution.send(signal: .interrupt)
            try await eventually("it ends after Ctrl-C") { !running.isAlive }
            return (value, interrupted.duration(to: .now))
        }
        let (value, ending) = result.closureResult
        return (value, result.terminationStatus.exitCode, ending)
    }

    /// A process that has ended but was not waited for yet is a zombie, and not alive.
    package var isAlive: Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8) else {
            return false
        }
        return status.split(separator: ")").last?.split(separator: " ").first != "Z"
    }

    /// The processes that it has started, and they in turn.
    package var children: [Int32] {
        let folder = "/proc/\(processIdentifier)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return threads.flatMap { thread in
            let text = (try? String(contentsOfFile: "\(folder)/\(thread)/children", encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
        }
    }
}

package struct NeverHappened: Error, CustomStringConvertible {
    package let description: String
    package init(description: String) { self.description = description }
}

/// Asks again until it is so.
package func eventually(
    _ what: String, within limit: Duration = .seconds(30), _ isSo: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await isSo() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw NeverHappened(description: "not within \(limit): \(what)")
}
