import FuzzSupport
import Glibc
import HTTPTransport
import JSONValue
import KubernetesTestSupport
import KubernetesTypes
import Testing
import YAML

@testable import KubernetesClient

@Suite("Strange answers and files at the client's door") struct FuzzTests {
    /// None of them may get into a message.
    private static let secrets = ["hunter2", "aHVudGVyMg", "tok3n", "pr1vate"]

    private static let kubeconfigs = [
        KubeconfigTests.text.replacing("12345", with: "tok3n"),
        """
        apiVersion: v1
        kind: Config
        current-context: a
        preferences: {}
        clusters:
        - name: a
          cluster: {server: "https://[::1]:6443/", certificate-authority-data: aHVudGVyMg==}
        contexts:
        - name: a
          context:
            cluster: a
            user: a
        users:
        - name: a
          user:
            username: admin
            password: hunter2
            client-key-data: aHVudGVyMg==
            client-certificate-data: aHVudGVyMg==
        - name: b
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: helper
              args: [--token, tok3n]
              env: [{name: PASSWORD, value: pr1vate}]
              interactiveMode: Never
        """,
        """
        {"kind":"Config","current-context":"a","clusters":[{"name":"a","cluster":{"server":"https://a"}}],
        "contexts":[{"name":"a","context":{"cluster":"a","user":"a"}}],"users":[{"name":"a","user":{"token":"tok3n"}}]}
        """,
    ]

    @Test("a kubeconfig of any content is a configuration, or an error with the file's name and without its secrets")
    func kubeconfig() throws {
        let folder = try TemporaryFolder()
        let generator = InputGenerator(
            Self.kubeconfigs,
            tokens: ["*", "!", "&", "!!int ", "!!bool ", "token: *tok3n", "password: !hunter2", "|", ">", "- "])
        let path = try folder.write("config", "")
        try Fuzzing("kubeconfig", rounds: 250).run(generator) { input in
            Self.write(input, path)
            for context in [nil, "a", "prod"] {
                let result = Result { () throws(ConfigurationError) in
                    try Kubeconfig.load(path: path, context: context, environment: [:], time: ManualTimeSource())
                }
                switch result {
                case .success(let configuration): try check(configuration.credentials)
                case .failure(let error): try check(error, in: folder)
                }
            }
        }
    }

    /// Names may be anything, also what was a token elsewhere.
    private func check(_ credentials: Credentials) throws(Broken) {
        if case .basic = credentials { return }
        try check("\(credentials) \(String(reflecting: credentials))")
    }

    private func check(_ error: ConfigurationError, in folder: TemporaryFolder) throws(Broken) {
        guard error.description.contains(folder.path) else { throw Broken("which file? \(error)") }
        guard error.description.utf8.count <= 200_000 else { throw Broken("an error without an end") }
        guard case .invalidYAML(_, let yaml) = error else { return }
        if case .duplicateKey = yaml.kind { return }
        try check(error.description)
    }

    private static func write(_ bytes: [UInt8], _ path: String) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    private func check(_ text: String) throws(Broken) {
        for secret in Self.secrets where text.contains(secret) { throw Broken("a secret in: \(text)") }
        guard text.utf8.count <= 20_000 else { throw Broken("\(text.utf8.count) bytes of text") }
    }

    private static let lines = [
        #"{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"1","uid":"u"}}}"#,
        #"{"type":"MODIFIED","object":{"metadata":{"name":"a","namespace":"b","labels":{"x":"y"},"generation":3}}}"#,
        #"{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"12"}}}"#,
        #"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old","details":{"retryAfterSeconds":1}}}"#,
    ]
    private static let stream = lines.joined(separator: "\n") + "\n"

    @Test("a watch of any bytes, in chunks of any size, gives whole events and then its end or an error")
    func watch() async throws {
        let generator = InputGenerator(Self.lines + [Self.stream], tokens: ["\n", "\r\n", "\"type\":", "\"DELETED\""])
        try await Fuzzing("watch", rounds: 250).run(generator) { input in
            var random = SplitMix(seed: UInt64(input.count))
            var chunks: [[UInt8]] = []
            var rest = input[...]
            while !rest.isEmpty {
                chunks.append(Array(rest.prefix(1 + random.below(400))))
                rest = rest.dropFirst(chunks.last?.count ?? 1)
            }
            let client = makeClient(ScriptedTransport([.chunks(200, chunks, nil)]))
            var events = 0
            do throws(KubernetesError) {
                let stream = try await client.watch(.pods, query: WatchQuery(maximumEventBytes: 4096))
                for try await event in stream {
                    events += 1
                    if case .error(let status) = event { _ = status.json.serialized }
                }
            } catch {
                guard error.description.contains("watch pods"), error.description.utf8.count <= 6000 else {
                    throw Broken("\(error.description.prefix(300))")
                }
            }
            guard events <= input.count(where: { $0 == 0x0A }) else { throw Broken("half a line was an event") }
        }
    }

    private static let lists = [
        #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"10","continue":"x"},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b\"]}"}}]}"#,
        #"{ "items" : [ ] , "metadata" : { } }"#, #"{"items":null,"x":[{}]}"#,
    ]

    @Test("a list that is read item by item is the list that is read as a whole")
    func lists() throws {
        let generator = InputGenerator(Self.lists, tokens: ["\"items\":[", "\\\"", "]}", ",,"])
        try Fuzzing("lists", rounds: 500).run(generator) { input in
            var items: [JSON] = []
            var scanner = ListScanner(input)
            let rest = try? scanner.scan { items.append($0) }
            guard var whole = try? JSON(parsing: input), whole.objectValue != nil else {
                // What stands between values may be more than the parser allows, but no more than control characters.
                let isSpace = input.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
                guard rest == nil || isSpace else { throw Broken("a list is read that is no JSON") }
                return
            }
            guard let rest else { throw Broken("a list was refused") }
            // A member that is there twice counts once in the whole.
            guard
                String(decoding: input, as: UTF8.self).split(separator: "\"items\"", omittingEmptySubsequences: false)
                    .count == 2, items.isEmpty == (whole["items"]?.arrayValue ?? []).isEmpty
            else { return }
            if let list = whole["items"]?.arrayValue {
                guard list == items else { throw Broken("other items: \(items.count) of \(list.count)") }
                whole["items"] = nil
                guard rest == whole else { throw Broken("another rest") }
            }
        }
    }

    @Test("an empty object with more after it is no list")
    func moreAfterNothing() {
        var scanner = ListScanner(Array("{}\"items\":[]".utf8))
        #expect(throws: ListScanner.Problem.self) { try scanner.scan { _ in } }
    }

    private static let refusals = [
        #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"pods \"a\" not found","reason":"NotFound","details":{"name":"a","kind":"pods","retryAfterSeconds":1},"code":404}"#,
        "<html>\n502 Bad Gateway</html>", "upstream connect error",
        #"{"kind":"APIGroupList","groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}]}]}"#,
        #"{"kind":"APIResourceList","groupVersion":"apps/v1","resources":[{"name":"deployments","kind":"Deployment"}]}"#,
        #"{"major":"1","minor":"36+","gitVersion":"v1.36.0"}"#,
        #"{"kind":"Lease","metadata":{"name":"l"},"spec":{"leaseDurationSeconds":15,"leaseTransitions":3}}"#,
    ]

    @Test("an answer of any bytes and status is an object, or an error that says what was asked")
    func answers() async throws {
        let generator = InputGenerator(Self.refusals + Self.lists, tokens: ["\"code\":", "\"kind\":\"Status\","])
        try await Fuzzing("answers", rounds: 250).run(generator) { input in
            let status = [200, 201, 301, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503, 599][input.count % 14]
            let retry = ["", "99999999999999999999", "-5", "9223372036854775807"][input.count % 4]
            func client() -> KubernetesClient {
                let headers: HTTPHeaders = retry.isEmpty ? [:] : ["Retry-After": retry]
                return makeClient(
                    ScriptedTransport((0..<3).map { _ in .answer(status, input, headers) }), time: NoWait())
            }
            try await check { () async throws(KubernetesError) in
                _ = try await client().get(.pods, ObjectKey(namespace: "a", name: "b"))
            }
            try await check { () async throws(KubernetesError) in _ = try await client().list(.pods) }
            try await check { () async throws(KubernetesError) in _ = try await client().serverVersion() }
        }
    }

    private func check(_ call: () async throws(KubernetesError) -> Void) async throws {
        do throws(KubernetesError) {
            try await call()
        } catch {
            guard error.description.utf8.count <= 8000 else { throw Broken("\(error.description.utf8.count) bytes") }
            guard error.retryAfter ?? .zero <= .seconds(3600) else {
                throw Broken("a wait of \(error.retryAfter ?? .zero)")
            }
        }
    }

    private static let credentials = [
        #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"tok3n","expirationTimestamp":"2026-11-20T03:04:00Z"}}"#,
        #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"hunter2","clientKeyData":"pr1vate"}}"#,
    ]

    @Test("what a credential plugin prints is a credential, or an error without any of it")
    func plugins() async throws {
        let plugin = CredentialPlugin(apiVersion: "client.authentication.k8s.io/v1", command: "helper")
        let call = PluginCall(plugin: plugin, configuration: ClusterConfiguration(server: "https://a"))
        try await Fuzzing("plugins", rounds: 250).run(InputGenerator(Self.credentials)) { input in
            switch await call.run(by: Printing(output: input)) {
            case .success(let credential): try check("\(credential.authorization)")
            case .failure(let error): try check(error.description)
            }
        }
    }
}

private struct Printing: CredentialPluginRunner {
    var output: [UInt8]

    func run(_ command: String, _ arguments: [String], _ environment: [String: String]) async -> PluginResult {
        .output(output)
    }
}

/// Whoever waits has waited already.
private struct NoWait: TimeSource {
    var uptime: Duration { .zero }
    var now: Timestamp { Timestamp(secondsSince1970: 1_800_000_000) }
    func sleep(until deadline: Duration) async throws(CancellationError) {}
}
