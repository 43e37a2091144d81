import ArgumentParser
@preconcurrency import Glibc

extension Evenkeel {
    /// Parses and runs, with this tool's exit codes: the parser's own code for a wrong call would be 64.
    static func main() async {
        // Line by line also into a pipe, so that a reader sees what happens when it happens.
        setvbuf(stdout, nil, Int32(_IOLBF), 0)
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
