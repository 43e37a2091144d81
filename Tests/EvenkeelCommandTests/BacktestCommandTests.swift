import CommandTestSupport
import FoundationEssentials
import JSONValue
import Testing

@Suite("evenkeel backtest")
struct BacktestCommandTests {
    private static let midnight = 1_793_577_600
    private let folder: TemporaryFolder

    /// The README's policy, a day of files with twenty bad minutes from ten on, and the incident that they were.
    init() throws {
        folder = try TemporaryFolder()
        let readme = try Readme.load()
        let policy = try #require(readme.blocks.first { $0.text.contains("kind: RemediationPolicy") })
        try folder.write("policy.yaml", policy.text)
        try FileManager.default.createDirectory(
            at: URL(filePath: "\(folder.path)/past"), withIntermediateDirectories: true)
        let times = stride(from: Self.midnight, through: Self.midnight + 86_400, by: 30)
        // Counters, scraped every thirty seconds.
        func file(_ rise: (Int) -> Int) -> String {
            var total = 0
            return times.reduce(into: "timestamp,value\n") { text, time in
                total += rise((time - Self.midnight) / 60)
                text += "\(time),\(total)\n"
            }
        }
        try folder.write("past/errors.errors.csv", file { (600..<620).contains($0) ? 1800 : 20 })
        try folder.write("past/errors.requests.csv", file { _ in 6000 })
        try folder.write(
            "incidents.csv", "start,end,name\n2026-11-02T10:00:00Z,2026-11-02T10:20:00Z,bad release\n")
    }

    private func run(_ arguments: String...) async throws -> Evenkeel.Outcome {
        try await Evenkeel.run(
            program: Evenkeel.path, ["backtest", "-f", "policy.yaml"] + arguments, folder: folder.path)
    }

    private func hour(_ arguments: String...) async throws -> Evenkeel.Outcome {
        let range = ["--from", "2026-11-02T09:45:00Z", "--to", "2026-11-02T10:45:00Z"]
        return try await Evenkeel.run(
            program: Evenkeel.path, ["backtest", "-f", "policy.yaml"] + range + arguments, folder: folder.path)
    }

    @Test("the calls in docs/backtesting.md do what it says")
    func documented() async throws {
        let calls = try Readme.load("docs/backtesting.md").blocks.flatMap(\.commands).filter {
            $0.hasPrefix("evenkeel backtest")
        }
        #expect(calls.count == 2)
        for call in calls {
            // Nothing listens there, and where a past is needed a call says so.
            let words = call.replacing("localhost:9090", with: "127.0.0.1:9").split(separator: " ").map(String.init)
            let outcome = try await Evenkeel.run(
                program: Evenkeel.path, Array(words.dropFirst()), folder: folder.path)
            if call.contains("--prometheus") {
                #expect(outcome.code == 3 && outcome.error.contains("127.0.0.1:9"), "\(outcome.error)")
            } else {
                #expect(outcome.code == 0, "\(outcome.error)")
                #expect(outcome.output.contains("1 of 1 incident was found"), "\(outcome.output)")
                #expect(outcome.output.contains("No false action."))
            }
        }
    }

    @Test("JSON and the page say the same as the table")
    func outputs() async throws {
        let outcome = try await hour(
            "--data", "past", "--incidents", "incidents.csv", "-o", "json", "--html", "report.html")
        #expect(outcome.code == 0 && outcome.error == "", "\(outcome.error)")
        let json = try JSON(parsing: Array(outcome.output.utf8))
        #expect(json.at("counts", "wouldAct")?.integerValue == 1)
        #expect(json.at("score", "recall")?.doubleValue == 1)
        #expect(json["decisions"]?[0]?["rule"]?.stringValue == "undo-bad-release")
        let html = try String(contentsOfFile: "\(folder.path)/report.html", encoding: .utf8)
        #expect(html.contains(try #require(json["summary"]?.stringValue)))
    }

    /// The policy, which decides at its fifth bad evaluation.
    private func slower() throws -> String {
        let policy = try String(contentsOfFile: "\(folder.path)/policy.yaml", encoding: .utf8)
        let rule = "when: {any: [errors]}"
        #expect(policy.contains(rule))
        return policy.replacing(rule, with: rule + "\n      consecutive: 5")
    }

    @Test("a threshold that is missed is said, and exits with 1")
    func thresholds() async throws {
        try folder.write("policy.yaml", try slower())
        let quick = try await hour(
            "--data", "past", "--incidents", "incidents.csv", "--require-decision-within", "10s")
        #expect(quick.code == 1 && quick.error.contains("at most 10s is required"), "\(quick.error)")
        try folder.write("incidents.csv", "start,end,name\n2026-11-02T09:50:00Z,2026-11-02T09:52:00Z,other\n")
        let outcome = try await hour(
            "--data", "past", "--incidents", "incidents.csv", "--require-recall", "90%", "--require-precision", "90%")
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("recall is 0%; 90% is required"), "\(outcome.error)")
        #expect(outcome.error.contains("precision is 0%; 90% is required"), "\(outcome.error)")
    }

    @Test("what a change of the policy changes is shown")
    func compare() async throws {
        try folder.write("other.yaml", try slower())
        let outcome = try await hour("--data", "past", "--compare", "other.yaml")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.contains("Moved    undo-bad-release"), "\(outcome.output)")
    }

    @Test("a policy that is not valid is reported as check reports it")
    func invalid() async throws {
        let policy = try String(contentsOfFile: "\(folder.path)/policy.yaml", encoding: .utf8)
        try folder.write("policy.yaml", policy.replacing("limit: 5%", with: "limit: much"))
        let outcome = try await hour("--data", "past")
        #expect(outcome.code == 2 && outcome.output == "")
        let check = try await Evenkeel.run("check", "policy.yaml", folder: folder.path)
        let finding = try #require(check.output.split(separator: "\n").first)
        #expect(outcome.error.contains(finding), "\(outcome.error)")
    }

    @Test("wrong ranges, wrong options and missing files are reported in a message, and exit with 2")
    func wrong() async throws {
        let range = ["--from", "2026-11-02", "--to", "2026-11-03"]
        let calls: [([String], String)] = [
            (["--from", "2026-11-03", "--to", "2026-11-02", "--data", "past"], "is not before --to"),
            (["--from", "soon", "--data", "past"], "\"soon\" is not a time for --from"),
            (range, "use either --prometheus or --data"),
            (range + ["--data", "past", "--prometheus", "http://x"], "either --prometheus or --data"),
            (range + ["--data", "past", "--require-recall", "90%"], "the --require options need --incidents"),
            (range + ["--data", "past", "--incident-alert", "a=\"b\""], "--incident-alert needs --prometheus"),
            (range + ["--data", "nowhere"], "nowhere: the folder cannot be read"),
            (range + ["--data", "past", "--incidents", "none.csv"], "none.csv: the file cannot be read"),
            (["--from", "1970-01-01", "--to", "2026-11-03", "--data", "past"], "Shorten the range"),
        ]
        for (arguments, says) in calls {
            let outcome = try await Evenkeel.run(
                program: Evenkeel.path, ["backtest", "-f", "policy.yaml"] + arguments, folder: folder.path)
            #expect(outcome.code == 2 && outcome.error.contains(says), "\(arguments): \(outcome.error)")
        }
        try FileManager.default.removeItem(atPath: "\(folder.path)/past/errors.requests.csv")
        let missing = try await hour("--data", "past")
        #expect(missing.code == 2 && missing.error.contains("signal errors needs this file"), "\(missing.error)")
    }
}
