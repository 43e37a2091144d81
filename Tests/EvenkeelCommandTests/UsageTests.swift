import CommandTestSupport
import Testing

@Suite("Wrong calls")
struct UsageTests {
    static let calls: [([String], String)] = [
        (["--frob"], "Unknown option '--frob'"),
        (["frob"], "'frob' is not a command of 'evenkeel'"),
        (["frob", "--help"], "'frob' is not a command of 'evenkeel'"),
        (["audit", "frob", "--help"], "'frob' is not a command of 'evenkeel audit'"),
        (["run", "--frob"], "Unknown option '--frob'"),
        (["run", "--log-level", "loud"], "not one of trace, debug, info, notice, warning, error, critical"),
        (["run", "--log-format", "xml"], "neither text nor json"),
        (["run", "--namespace"], "Missing value for '--namespace <namespace>'"),
        (["check"], "Missing expected argument '<file> ...'"),
        (["check", "--output", "xml", "a.yaml"], "one of 'table', 'json' or 'yaml'"),
        (["sandbox", "--port", "99999"], "there is no port 99999; choose from 1 to 65535"),
        (["sandbox", "--port", "http"], "The value 'http' is invalid for '--port <port>'"),
        (["demo", "--story", "9"], "there is no scenario 9; choose from 1 to 4"),
        (["detect"], "Missing expected argument '<file>'"),
        (["detect", "--detector", "Guess", "-"], "\"Guess\" is not one of Adaptive, ZScore"),
        (["detect", "--direction", "up", "-"], "\"up\" is not one of Above, Below, Both"),
        (["detect", "--step", "soon", "-"], "\"soon\" is not a duration such as 30s or 1m"),
        (["detect", "--sensitivity", "0", "-"], "--sensitivity must be from 0.01 to 100"),
        (["detect", "--warmup=-1", "-"], "--warmup must not be negative"),
        (["crds", "extra"], "Unexpected argument 'extra'"),
    ]

    @Test(
        "a wrong call is reported on standard error, with a reference to the help, and exits with 2", arguments: calls)
    func wrong(call: [String], says: String) async throws {
        let outcome = try await Evenkeel.run(program: Evenkeel.path, call)
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.error.contains(says), "\(outcome.error)")
        #expect(outcome.error.contains("--help' for more information."))
        expectNoInternals(outcome.error)
    }

    @Test("without a command the help is shown")
    func nothing() async throws {
        let outcome = try await Evenkeel.run()
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("USAGE: evenkeel <subcommand>"))
    }
}
