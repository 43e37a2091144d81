import EvenkeelAPI
import JSONValue
import KubernetesClient
import KubernetesTypes
import YAML

/// What has to be there before the stories, and has to be gone after them.
struct DemoSetup: Sendable {
    let world: DemoWorld

    func install() async throws {
        guard try await isFree() else {
            throw CommandFailure(
                "namespace \(world.namespace) exists already; remove it, or play in another by --namespace",
                code: .misconfigured)
        }
        try await world.kubectl.apply(YAML.write(CustomResourceDefinitions.all()))
        for definition in try CustomResourceDefinitions.all() {
            let name = KubernetesObject(definition).name
            _ = try await world.eventually("\(name) is served", within: 30) {
                let object = try await world.client.get(.customResourceDefinitions, ObjectKey(name: name))
                return object.json.at("status", "conditions")?.arrayValue?.contains {
                    $0["type"] == "Established" && $0["status"] == "True"
                } == true ? true : nil
            }
        }
        try await world.kubectl.apply(YAML.write([ApprovalPolicy.policy, ApprovalPolicy.binding, ApproverRole.role]))
        try await world.kubectl.apply(world.manifests.foundation)
    }

    private func isFree() async throws -> Bool {
        do throws(KubernetesError) {
            _ = try await world.client.get(.namespaces, ObjectKey(name: world.namespace))
            return false
        } catch {
            guard error.isNotFound else { throw error }
            return true
        }
    }

    /// The namespace and the MetricSource. Resource definitions and admission policies stay: they may be another
    /// installation's.
    func remove() async {
        _ = try? await world.client.delete(MetricSource.resourceType, ObjectKey(name: world.namespace))
        _ = try? await world.client.delete(.namespaces, ObjectKey(name: world.namespace))
    }
}
