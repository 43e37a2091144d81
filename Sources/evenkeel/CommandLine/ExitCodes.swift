import ArgumentParser
import EvenkeelBacktest
import KubernetesClient

#if canImport(Glibc)
    import Glibc
#endif

extension ExitCode {
    /// The answer is no: a check failed, a story went wrong.
    static let no = ExitCode(1)
    /// The call or the configuration is wrong.
    static let misconfigured = ExitCode(2)
    /// The cluster or a source cannot be reached.
    static let unreachable = ExitCode(3)
}

/// An error that ends the command: one sentence on standard error, and the code.
struct CommandFailure: Error {
    var message: String
    var code: ExitCode

    init(_ message: String, code: ExitCode) {
        self.message = message
        self.code = code
    }

    init(_ error: ConfigurationError) { self.init("\(error)", code: .misconfigured) }

    init(_ error: KubernetesError) {
        if case .configuration(let inner) = error.kind {
            self.init(inner)
        } else {
            self.init("\(error)", code: error.isUnauthorized || error.isForbidden ? .misconfigured : .unreachable)
        }
    }
}

enum StandardError {
    static func write(_ text: String) { writePart(text + "\n") }

    /// Without an end of the line.
    static func writePart(_ text: String) {
        let bytes = Array(text.utf8)
        // Nowhere to say that this failed.
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
}

/// Runs a command's body and turns its failure into one sentence and an exit code.
func reporting(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let failure as CommandFailure {
        StandardError.write("evenkeel: \(failure.message)")
        throw failure.code
    } catch let error as SeriesFileError {
        StandardError.write("evenkeel: \(error)")
        throw ExitCode.misconfigured
    } catch let error as ConfigurationError {
        StandardError.write("evenkeel: \(error)")
        throw ExitCode.misconfigured
    } catch let error as KubernetesError {
        let failure = CommandFailure(error)
        StandardError.write("evenkeel: \(failure.message)")
        throw failure.code
    } catch let code as ExitCode {
        throw code
    } catch {
        StandardError.write("evenkeel: \(error)")
        throw ExitCode.unreachable
    }
}

enum Terminal {
    /// Colour only on a terminal, and not if `NO_COLOR` is set.
    static let hasColour = isatty(1) == 1 && getenv("NO_COLOR") == nil
    static let isErrorTerminal = isatty(2) == 1
}
