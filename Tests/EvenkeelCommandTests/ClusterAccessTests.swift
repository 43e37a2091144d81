import CommandTestSupport
import FoundationEssentials
import Testing

/// What `run`, and `demo` on a cluster of the user's, say when the cluster cannot be reached.
@Suite("The way to the cluster")
struct ClusterAccessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ kubeconfig: String, _ more: String...) async throws -> Evenkeel.Outcome {
        try await Evenkeel.run(
            program: Evenkeel.path, ["run", "--listen", "127.0.0.1:0", "--kubeconfig", kubeconfig] + more)
    }

    @Test("a kubeconfig that does not exist")
    func missing() async throws {
        expectSentence(try await run("/nowhere/config"), code: 2, says: "/nowhere/config", "does not exist")
    }

    @Test("no kubeconfig at all")
    func none() async throws {
        let environment: [String: String?] = [
            "HOME": folder.path, "KUBECONFIG": nil, "KUBERNETES_SERVICE_HOST": nil, "KUBERNETES_SERVICE_PORT": nil,
        ]
        expectSentence(
            try await Evenkeel.run("run", environment: environment), code: 2, says: "no cluster is configured",
            "Give --kubeconfig FILE")
    }

    @Test("a kubeconfig that is broken, with line and column")
    func broken() async throws {
        let file = try folder.write("config", "clusters: [\nusers: }")
        expectSentence(try await run(file), code: 2, says: "\(file):2:", "the kubeconfig is broken")
    }

    @Test("a kubeconfig without a current context, with the contexts that there are")
    func noContext() async throws {
        let file = try folder.write("config", KubeconfigText(currentContext: "").text)
        expectSentence(try await run(file), code: 2, says: "no current context", "--context", "test")
    }

    @Test("a context that is not there, with those that are")
    func unknownContext() async throws {
        let file = try folder.write("config", KubeconfigText().text)
        expectSentence(
            try await run(file, "--context", "production"), code: 2, says: "no context \"production\"", "one of: test")
    }

    @Test("a client certificate that has expired, with the date")
    func expired() async throws {
        try folder.write("client.pem", KubeconfigText.expiredCertificate)
        try folder.write("client.key", "no key")
        let user = "{client-certificate: client.pem, client-key: client.key}"
        let file = try folder.write("config", KubeconfigText(user: user).text)
        expectSentence(try await run(file), code: 2, says: "expired on 2021-01-01", "\"anna\"", "Get new credentials")
    }

    @Test("a server that refuses connections")
    func refused() async throws {
        let file = try folder.write("config", KubeconfigText(port: 1).text)
        expectSentence(
            try await run(file), code: 3, says: "127.0.0.1:1", "no connection could be made", "Check address")
        let demo = try await Evenkeel.run("demo", "--prometheus", "/bin/true", "--kubeconfig", file)
        expectSentence(demo, code: 3, says: "no connection could be made")
    }

    @Test("a server that does not know the user; the token is not shown")
    func unauthorized() async throws {
        let status =
            #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"Unauthorized","#
            + #""reason":"Unauthorized","code":401}"#
        let outcome = try await HTTPAnswer.serving(401, "application/json", status) { port in
            try await run(folder.write("config", KubeconfigText(port: port).text))
        }
        expectSentence(outcome, code: 2, says: "Unauthorized (401)", "Get new credentials")
        #expect(!outcome.error.contains("secret-token"))
    }

    @Test("a server that is no Kubernetes API")
    func somethingElse() async throws {
        let outcome = try await HTTPAnswer.serving(200, "text/html", "<html>It works!</html>") { port in
            try await run(folder.write("config", KubeconfigText(port: port).text))
        }
        expectSentence(outcome, code: 3, says: "the answer cannot be read", "Check what answers")
    }

    @Test("an address to listen at that cannot be read")
    func listen() async throws {
        for address in ["frob", "127.0.0.1:http", "127.0.0.1:99999", ":"] {
            let outcome = try await Evenkeel.run("run", "--listen", address)
            expectSentence(outcome, code: 2, says: "--listen needs host:port, such as 127.0.0.1:8080, not \(address)")
        }
    }
}
