import ArgumentParser
@preconcurrency import Glibc

@main
struct Evenkeel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evenkeel",
        abstract: "Remediate unhealthy Kubernetes workloads.",
        discussion: HelpText.discussion(
            """
            Evenkeel evaluates the signals of RemediationPolicies and makes reversible changes to unhealthy workloads. In \
            mode Shadow it only reports the changes that it would make.
            """,
            exitCodes: [
                .done: "The command succeeded.", .no: "The answer is no, for example a check failed.",
                .misconfigured: "The usage or the configuration is wrong.",
                .unreachable: "The cluster or a source is unreachable.",
            ]),
        version: Release.version,
        subcommands: [
            RunCommand.self, CheckCommand.self, DetectCommand.self, BacktestCommand.self, CRDsCommand.self,
            AdmissionCommand.self, ApproveCommand.self, RejectCommand.self, UndoCommand.self, SandboxCommand.self,
            DemoCommand.self, CanICommand.self, SimulateCommand.self, AuditCommand.self, ExplainCommand.self,
        ])
}

extension Evenkeel {
    /// Parses and runs, with this tool's exit codes: the parser's own code for a wrong call would be 64.
    static func main() async {
        // Line by line also into a pipe, so that a reader sees what happens when it happens.
        setvbuf(stdout, nil, Int32(_IOLBF), 0)
        if let problem = unknownSubcommand(CommandLine.arguments.dropFirst()) {
            StandardError.write("Error: \(problem)\n")
            exit(withError: ExitCode.misconfigured)
        }
        do {
            let parsed = try await asyncParseAsRoot()
            if var command = parsed as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = parsed
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StandardError.write(fullMessage(for: error, columns: nil))
            exit(withError: ExitCode.misconfigured)
        }
    }
}

extension Evenkeel {
    /// The parser answers `evenkeel nonsense --help` with the help of `evenkeel`, as if the word were not there.
    static func unknownSubcommand(_ arguments: some Collection<String>) -> String? {
        var (command, path): (any ParsableCommand.Type, String) = (Evenkeel.self, "evenkeel")
        for word in arguments {
            let subcommands = command.configuration.subcommands
            guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
            guard let next = subcommands.first(where: { $0.configuration.commandName == word }) else {
                return "'\(word)' is not a command of '\(path)'\n  See '\(path) --help' for more information."
            }
            (command, path) = (next, "\(path) \(word)")
        }
        return nil
    }
}
