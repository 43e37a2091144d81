import CommandTestSupport
import EvenkeelAPI
import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

/// A Kubernetes API that the scenarios run against, with Evenkeel's resources installed.
///
/// The sandbox always; the cluster of `EVENKEEL_TEST_KUBECONFIG` too, where that is set; and an API server of
/// `KUBEBUILDER_ASSETS`. Where they differ, the sandbox is wrong.
struct ClusterUnderTest: Sendable {
    enum Kind: Sendable, CustomTestStringConvertible {
        case sandbox
        /// An API server without controllers.
        case server(EnvironmentAssets)
        /// A kubeconfig of somebody who may do everything.
        case real(kubeconfig: String)

        var testDescription: String {
            switch self {
            case .sandbox: "the sandbox"
            case .server: "an API server"
            case .real: "a real cluster"
            }
        }
    }

    /// Those that the environment offers, for what the API server decides by itself.
    static let servers: [Kind] = kinds + (EnvironmentAssets.named.map { [.server($0)] } ?? [])

    /// Those of them where Deployments become pods.
    static let kinds: [Kind] = {
        let named = ProcessInfo.processInfo.environment["EVENKEEL_TEST_KUBECONFIG"]
        return [.sandbox] + (named.map { [.real(kubeconfig: $0)] } ?? [])
    }()

    let kind: Kind
    let kubeconfig: String
    let folder: TemporaryFolder
    let client: KubernetesClient

    var kubectl: Kubectl { Kubectl(folder: folder, kubeconfig: kubeconfig) }

    /// Runs the body on a cluster with Evenkeel's resource definitions.
    static func run<Value: Sendable>(
        _ kind: Kind, _ body: @escaping @Sendable (ClusterUnderTest) async throws -> Value
    ) async throws -> Value {
        let folder = try TemporaryFolder()
        switch kind {
        case .sandbox:
            return try await RunningEvenkeel.run(["sandbox", "--port", "0"], folder: folder) { running in
                try await running.waitUntilSaid("export KUBECONFIG=")
                return try await prepared(kind, "\(folder.path)/kubeconfig", folder, body)
            }.value
        case .server(let assets):
            return try await assets.run(in: folder) { try await prepared(kind, $0, folder, body) }
        case .real(let kubeconfig): return try await prepared(kind, kubeconfig, folder, body)
        }
    }

    private static func prepared<Value: Sendable>(
        _ kind: Kind, _ kubeconfig: String, _ folder: TemporaryFolder,
        _ body: @Sendable (ClusterUnderTest) async throws -> Value
    ) async throws -> Value {
        let transport = try CurlTransport()
        let configuration = try ClusterConfiguration.load(kubeconfig: kubeconfig, context: nil, environment: [:])
        let cluster = ClusterUnderTest(
            kind: kind, kubeconfig: kubeconfig, folder: folder,
            client: KubernetesClient(configuration: configuration, transport: transport, userAgent: "conformance"))
        let result: Result<Value, any Error>
        do {
            try await cluster.install()
            result = .success(try await body(cluster))
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        return try result.get()
    }

    private func install() async throws {
        try await say("apply --server-side --force-conflicts -k \(Repository.root)/Manifests/crds")
        try await say("wait --for=condition=Established --timeout=30s crd --all")
        try await OperatorAccount.installRoles(self)
    }

    /// A kubectl command that must succeed.
    @discardableResult
    func say(_ line: String, input: String = "") async throws -> String {
        let outcome = try await kubectl.run(line, input: input)
        guard outcome.code == 0 else { throw NeverHappened(description: "kubectl \(line): \(outcome.error)") }
        return outcome.output
    }

    func apply(_ yaml: String) async throws { try await say("apply -f -", input: yaml) }

    /// A namespace of the scenario's own, gone afterwards.
    func withNamespace<Value: Sendable>(
        _ prefix: String, _ body: (String) async throws -> Value
    ) async throws -> Value {
        let name = "\(prefix)-\(UInt64.random(in: .min ... .max).hexadecimal)"
        try await say("create namespace \(name)")
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(name))
        } catch {
            result = .failure(error)
        }
        // Not waited for: on a real cluster it takes longer than the scenario.
        _ = try? await kubectl.run("delete namespace \(name) --wait=false")
        await OperatorAccount.remove(self, in: name)
        return try result.get()
    }
}

extension ClusterUnderTest {
    func deployment(_ name: String, in namespace: String) async throws -> KubernetesObject {
        try await client.get(.deployments, ObjectKey(namespace: namespace, name: name))
    }

    func remediations(in namespace: String) async throws -> [Remediation] {
        try await client.list(Remediation.resourceType, namespace: namespace).items.map {
            try $0.json.decoded(as: Remediation.self)
        }
    }

    func policy(_ name: String, in namespace: String) async throws -> RemediationPolicy {
        try await client.get(RemediationPolicy.resourceType, ObjectKey(namespace: namespace, name: name)).json
            .decoded(as: RemediationPolicy.self)
    }

    func waitUntilReady(_ name: String, in namespace: String) async throws {
        try await eventually("\(name) is ready", within: .seconds(60)) {
            let object = try await deployment(name, in: namespace)
            let wanted = object.json.at("spec", "replicas")?.integerValue ?? 1
            let status = object.json["status"]
            return status?["observedGeneration"]?.integerValue == object.generation
                && status?["readyReplicas"]?.integerValue == wanted && status?["replicas"]?.integerValue == wanted
        }
    }
}

extension UInt64 {
    fileprivate var hexadecimal: String { String(self, radix: 16) }
}
