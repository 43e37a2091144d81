import ArgumentParser
import EvenkeelBacktest
import KubernetesClient

#if canImport(Glibc)
    import Glibc
#endif

extension ExitCode {
    /// The answer is no: for example, a check failed.
    static let no = ExitCode(1)
    /// The usage or the configuration is wrong.
    static let misconfigured = ExitCode(2)
    /// The cluster or a source is unreachable.
    static let unreachable = ExitCode(3)
}

/// An error that ends the command, with a message on standard error and an exit code.
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
        // There is no place to report an error of this write.
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
}

/// Runs the body of a command and turns an error into a message and an exit code.
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
