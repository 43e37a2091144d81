internal import Dispatch
internal import Synchronization

/// Runs credential plugins as child processes.
struct ProcessPluginRunner: CredentialPluginRunner {
    var maximumOutputBytes = 1 << 20
    /// A plugin may log in somewhere far away, but not take for ever.
    var timeout = Duration.seconds(60)

    func run(_ command: String, _ arguments: [String], _ environment: [String: String]) async -> PluginResult {
        let isCancelled = Flag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // The wait blocks, so it must not hold one of Swift's own few threads.
                DispatchQueue.global().async {
                    continuation.resume(returning: wait(command, arguments, environment, isCancelled))
                }
            }
        } onCancel: {
            isCancelled.raise()
        }
    }

    private func wait(
        _ command: String, _ arguments: [String], _ environment: [String: String], _ isCancelled: Flag
    ) -> PluginResult {
        do throws(ChildProcess.Failure) {
            var child = try ChildProcess(command, arguments, environment)
            return output(of: &child, isCancelled)
        } catch {
            switch error {
            case .notFound: return .notFound
            case .cannotStart(let code): return .failed("it cannot be started (error \(code))")
            }
        }
    }

    private func output(of child: inout ChildProcess, _ isCancelled: Flag) -> PluginResult {
        let deadline = ContinuousClock.now + timeout
        var output: [UInt8] = []
        var code: Int32?
        var isAtEnd = false
        while true {
            if isCancelled.isRaised { return .failed("it was cancelled") }
            if ContinuousClock.now > deadline { return .failed("it did not end within \(timeout)") }
            code = code ?? child.exitCode()
            if let code, isAtEnd { return code == 0 ? .output(output) : .failed("it ended with exit code \(code)") }
            // Output that comes after the program has ended is a child's of its own, for which nobody waits.
            switch child.read(within: isAtEnd || code != nil ? 10 : 100) {
            case nil: isAtEnd = isAtEnd || code != nil
            case .some(let bytes):
                isAtEnd = bytes.isEmpty
                output += bytes
            }
            guard output.count <= maximumOutputBytes else {
                return .failed("it printed more than \(maximumOutputBytes) bytes")
            }
        }
    }
}

private final class Flag: Sendable {
    private let value = Atomic(false)
    var isRaised: Bool { value.load(ordering: .relaxed) }
    func raise() { value.store(true, ordering: .relaxed) }
}

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
