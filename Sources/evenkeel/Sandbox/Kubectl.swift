import FoundationEssentials
import Glibc
import JSONValue
import KubernetesClient
import KubernetesTypes
import Subprocess
import SystemPackage
import YAML

/// A person at a terminal: the real kubectl where there is one, otherwise the same requests.
struct Kubectl: Sendable {
    let client: KubernetesClient
    /// The kubeconfig that the person uses; with a path to kubectl, everything goes through it.
    let kubeconfig: String?
    let context: String?
    let executable: String?

    static func find(in path: String) -> String? {
        path.split(separator: ":").map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    func apply(_ manifest: String) async throws {
        guard executable == nil else { return try await run(["apply", "-f", "-"], input: manifest) }
        for document in try YAML.parse(Array(manifest.utf8)) {
            let object = KubernetesObject(document.json)
            guard let type = try await client.resourceType(apiVersion: object.apiVersion, kind: object.kind) else {
                throw CommandFailure("the cluster does not serve \(object.kind)", code: .unreachable)
            }
            _ = try await client.apply(type, object, fieldManager: "evenkeel-demo", force: true)
        }
    }

    /// `kubectl annotate KIND/NAME key=value --overwrite`.
    func annotate(_ type: ResourceType, _ key: ObjectKey, _ annotation: String, _ value: String) async throws {
        guard executable == nil else {
            return try await run([
                "annotate", "--overwrite", "-n", key.namespace ?? "", "\(type.qualifiedName)/\(key.name)",
                "\(annotation)=\(value)",
            ])
        }
        _ = try await client.patch(
            type, key, .merge(["metadata": ["annotations": [annotation: .string(value)]]]),
            options: RequestOptions(fieldManager: "kubectl-annotate"))
    }

    private func run(_ arguments: [String], input: String = "") async throws {
        guard let executable else { return }
        let cluster = (kubeconfig.map { ["--kubeconfig", $0] } ?? []) + (context.map { ["--context", $0] } ?? [])
        // A kubectl that ends early must not end the demo.
        _ = signal(SIGPIPE, SIG_IGN)
        // Written here: the library's own way to hand over a string ends the process where kubectl ends before it is read.
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(cluster + arguments), input: .inputWriter,
            output: .discarded, error: .string(limit: 8192)
        ) { execution in _ = try? await execution.standardInputWriter.write(input) }
        guard result.terminationStatus.isSuccess else {
            let reason = result.standardError
            throw CommandFailure("kubectl \(arguments.joined(separator: " ")): \(reason)", code: .no)
        }
    }
}
