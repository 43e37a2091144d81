import CommandTestSupport
import FoundationEssentials
import Testing

/// What `backtest` says where the Prometheus wants credentials, refuses a query, or has nothing.
@Suite("The way to the past")
struct BacktestAccessTests {
    private static let secret = "s3same-0pen"
    private static let empty = HTTPAnswer(
        status: 200, text: "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}")
    private static let refusal = HTTPAnswer(status: 401, text: "who are you?")
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let policy = try #require(try Readme.load().blocks.first { $0.text.contains("kind: RemediationPolicy") })
        try folder.write("policy.yaml", policy.text)
    }

    private static func play(
        _ port: Int, _ options: [String], _ folder: String, environment: [String: String?] = [:]
    ) async throws -> Evenkeel.Outcome {
        let call = [
            "backtest", "-f", "policy.yaml", "--from", "2026-11-02T00:00:00Z", "--to", "2026-11-02T03:00:00Z",
            "--prometheus", "http://127.0.0.1:\(port)",
        ]
        return try await Evenkeel.run(
            program: Evenkeel.path, call + options, environment: environment, folder: folder)
    }

    /// Answers those only who send the header.
    private func guarded(
        _ header: String, _ value: String, _ options: [String], environment: [String: String?] = [:]
    ) async throws -> Evenkeel.Outcome {
        let folder = folder.path
        return try await HTTPAnswer.serving({ $0(header) == value ? Self.empty : Self.refusal }) { port in
            try await Self.play(port, options, folder, environment: environment)
        }
    }

    @Test("a token comes from a file, or from the environment")
    func token() async throws {
        let token = try folder.write("token", Self.secret + "\n")
        let bearer = "Bearer \(Self.secret)"
        let fromFile = try await guarded("Authorization", bearer, ["--token-file", token])
        #expect(fromFile.code == 0, "\(fromFile.error)")
        let variable = ["EVENKEEL_PROMETHEUS_TOKEN": Self.secret as String?]
        let fromEnvironment = try await guarded("Authorization", bearer, [], environment: variable)
        #expect(fromEnvironment.code == 0, "\(fromEnvironment.error)")
    }

    @Test("headers come from a file")
    func headers() async throws {
        let file = try folder.write("headers", "Authorization: Basic abc\n\nX-Scope-OrgID:  team-a \n")
        let outcome = try await guarded("X-Scope-OrgID", "team-a", ["--header-file", file])
        #expect(outcome.code == 0, "\(outcome.error)")
    }

    @Test("a refused token is reported in a message without it, and exits with 2")
    func refused() async throws {
        let token = try folder.write("token", Self.secret)
        let outcome = try await guarded("Authorization", "Bearer other", ["--token-file", token])
        expectSentence(outcome, code: 2, says: "access was refused", "Check the credentials", "status 401")
        #expect(!outcome.error.contains(Self.secret))
    }

    @Test("an invalid credential is reported by file and line, never by its content")
    func unusable() async throws {
        let token = try folder.write("token", "\(Self.secret) \(Self.secret)")
        let headers = try folder.write("headers", "X-Fine: 1\n\(Self.secret)\n")
        let calls = [
            (["--token-file", token], "\(token): the file must contain exactly one token"),
            (["--token-file", "/nowhere/token"], "/nowhere/token: the file cannot be read"),
            (["--header-file", headers], "\(headers):2: a header must be \"Name: value\""),
            (["--certificate-authority", "/nowhere/ca.pem"], "/nowhere/ca.pem: the file cannot be read"),
        ]
        for (options, says) in calls {
            let outcome = try await Self.play(9, options, folder.path)
            expectSentence(outcome, code: 2, says: says)
            #expect(!outcome.error.contains(Self.secret))
        }
        let idle = try await Evenkeel.run(
            "backtest", "-f", "policy.yaml", "--from", "1h", "--data", "past", "--token-file", token,
            folder: folder.path)
        #expect(idle.code == 2 && idle.error.contains("--token-file needs --prometheus"), "\(idle.error)")
    }

    @Test("a query that the Prometheus refuses is reported with its signal and reason, and exits with 2")
    func rejectedQuery() async throws {
        let folder = folder.path
        let outcome = try await HTTPAnswer.serving(
            400, "application/json",
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:5: parse error: unclosed parenthesis\"}"
        ) { port in try await Self.play(port, [], folder) }
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("signal errors of shop/checkout was never evaluated"), "\(outcome.error)")
        #expect(outcome.output.contains("parse error: unclosed parenthesis (status 400)"), "\(outcome.output)")
    }

    @Test("a range that the Prometheus does not hold is a statement, and no error")
    func nothingHeld() async throws {
        let folder = folder.path
        let outcome = try await HTTPAnswer.serving(200, Self.empty.contentType, Self.empty.text) { port in
            try await Self.play(port, [], folder)
        }
        #expect(outcome.code == 0 && outcome.error == "", "\(outcome.error)")
        #expect(
            outcome.output.contains("the source has no series between 2026-11-02T00:00"), "\(outcome.output)")
        #expect(outcome.output.contains("would never have acted"), "\(outcome.output)")
    }

    @Test("a Prometheus that answers with a page, or asks to be left alone, cannot be reached")
    func unreachable() async throws {
        let folder = folder.path
        for (status, type, text) in [(200, "text/html", "<html>log in</html>"), (503, "text/plain", "overloaded")] {
            let outcome = try await HTTPAnswer.serving(status, type, text) { port in
                try await Self.play(port, [], folder)
            }
            expectSentence(outcome, code: 3, says: "127.0.0.1")
        }
    }
}
