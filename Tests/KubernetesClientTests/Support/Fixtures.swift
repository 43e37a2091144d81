import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesTestSupport
import KubernetesTypes

@testable import KubernetesClient

func makeClient(
    _ transport: ScriptedTransport, credentials: Credentials = .token("s3cret"),
    time: any TimeSource = ManualTimeSource(), runner: any CredentialPluginRunner = ProcessPluginRunner(),
    impersonation: ImpersonatedUser? = nil
) -> KubernetesClient {
    let configuration = ClusterConfiguration(
        server: "https://cluster:6443/", credentials: credentials, defaultNamespace: "shop",
        impersonation: impersonation, userName: "anna")
    return KubernetesClient(
        configuration: configuration, transport: transport, userAgent: "test", time: time, runner: runner)
}

func pod(_ name: String, version: String = "1") -> JSON {
    ["metadata": ["name": .string(name), "namespace": "shop", "resourceVersion": .string(version)]]
}

func list(_ items: [JSON], version: String = "10", next: String? = nil) -> JSON {
    var json: JSON = [
        "kind": "PodList", "apiVersion": "v1", "metadata": ["resourceVersion": .string(version)],
        "items": .array(items),
    ]
    if let next { json.set(.string(next), at: "metadata", "continue") }
    return json
}

/// A folder of a test's own that is gone when the test is.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/kubernetes-client-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }
}

/// Waits, in real time but not by the clock, until something that other tasks bring about is true.
func eventually(_ condition: () async -> Bool) async -> Bool {
    for _ in 0..<100_000 {
        if await condition() { return true }
        await Task.yield()
    }
    return false
}
