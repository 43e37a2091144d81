import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTestSupport
import KubernetesTypes
import Testing

@Suite struct InClusterTests {
    let folder: TemporaryFolder
    let environment = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("token", "first\n")
        try folder.write("ca.crt", "authority")
        try folder.write("namespace", "shop\n")
    }

    @Test("a pod finds its API server and service account")
    func found() throws {
        let configuration = try ClusterConfiguration.inCluster(environment: environment, folder: folder.path)
        #expect(configuration.server == "https://10.0.0.1:443")
        #expect(configuration.tls.certificateAuthority == Array("authority".utf8))
        #expect(configuration.defaultNamespace == "shop")
        #expect(configuration.credentials == .tokenFile(path: folder.path + "/token"))
    }

    @Test("an IPv6 address gets its brackets")
    func ipv6() throws {
        var environment = environment
        environment["KUBERNETES_SERVICE_HOST"] = "fd00::1"
        let configuration = try ClusterConfiguration.inCluster(environment: environment, folder: folder.path)
        #expect(configuration.server == "https://[fd00::1]:443")
    }

    @Test("outside of a pod it says what is missing")
    func outside() {
        #expect(throws: ConfigurationError.notInCluster(missing: "the variable KUBERNETES_SERVICE_HOST")) {
            try ClusterConfiguration.inCluster(environment: [:], folder: folder.path)
        }
        #expect(throws: ConfigurationError.notInCluster(missing: "/nowhere/token")) {
            try ClusterConfiguration.inCluster(environment: environment, folder: "/nowhere")
        }
    }

    @Test("a token is read again after a minute")
    func rotation() async throws {
        let time = ManualTimeSource()
        let transport = ScriptedTransport(Array(repeating: .json(pod("a")), count: 3))
        let client = makeClient(transport, credentials: .tokenFile(path: folder.path + "/token"), time: time)
        let key = ObjectKey(namespace: "shop", name: "a")
        _ = try await client.get(.pods, key)
        try folder.write("token", "second")
        _ = try await client.get(.pods, key)
        time.advance(by: .seconds(60))
        _ = try await client.get(.pods, key)
        #expect(
            transport.requests.map { $0.headers["Authorization"] } == ["Bearer first", "Bearer first", "Bearer second"])
    }

    @Test("a refused token is read again at once, and the request repeated, even a change")
    func refused() async throws {
        let transport = ScriptedTransport([.status(401, "Unauthorized"), .json(pod("a"))])
        let client = makeClient(transport, credentials: .tokenFile(path: folder.path + "/token"))
        _ = try await client.patch(.pods, ObjectKey(namespace: "shop", name: "a"), .merge([:]))
        #expect(transport.requests.count == 2)
    }

    @Test("a token that stays refused is an error after one repetition")
    func stillRefused() async throws {
        let transport = ScriptedTransport([.status(401, "Unauthorized"), .status(401, "Unauthorized")])
        let client = makeClient(transport, credentials: .tokenFile(path: folder.path + "/token"))
        let error = await #expect(throws: KubernetesError.self) { _ = try await client.serverVersion() }
        #expect(error?.isUnauthorized == true)
        #expect(transport.requests.count == 2)
    }

    @Test("a token that vanished is an error that names the file")
    func vanished() async throws {
        let client = makeClient(ScriptedTransport([]), credentials: .tokenFile(path: "/nowhere/token"))
        let error = await #expect(throws: KubernetesError.self) { _ = try await client.serverVersion() }
        #expect(error?.description == "get /version: /nowhere/token: the token file does not exist. Check the path.")
    }
}
