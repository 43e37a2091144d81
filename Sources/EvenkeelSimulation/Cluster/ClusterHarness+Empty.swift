import ClusterModel
import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension ClusterHarness {
    /// With Evenkeel's own kinds: made once, since reading their schemas takes longer than a calm day.
    static let emptyCluster: ClusterModel = {
        let beginning = SimulationClock.beginning
        var settings = ControllerSettings()
        settings.nodes = 2
        settings.startSeconds = 2
        settings.readySeconds = 8
        settings.terminationSeconds = 5
        settings.autoscalerPeriod = 60
        settings.eventSeconds = 600
        settings.maximumEvents = 100
        var cluster = ClusterModel(now: beginning - 3600, settings: settings, logCapacity: 500)
        // A test makes sure that all definitions can be generated.
        for definition in ((try? CustomResourceDefinitions.all()) ?? []).map(ClusterHarness.newer) {
            let request = APIRequest(
                method: "POST", path: ResourceType.customResourceDefinitions.path(namespace: nil),
                body: definition.serialized)
            _ = cluster.handle(request, now: beginning - 3600)
        }
        cluster.advance(to: beginning - 3600)
        return cluster
    }()

    /// As a newer Evenkeel might define it: a guardrail may then hold what this one cannot read.
    private static func newer(_ definition: JSON) -> JSON {
        guard definition.at("spec", "names", "kind")?.stringValue == Guardrail.kind else { return definition }
        var definition = definition
        let versions = definition.at("spec", "versions")?.arrayValue ?? []
        let path = [
            "schema", "openAPIV3Schema", "properties", "spec", "properties", "budgets", "properties", "concurrent",
        ]
        definition.set(
            .array(
                versions.map { version in
                    var version = version
                    version.set(["x-kubernetes-int-or-string": true], at: path[...])
                    return version
                }), at: "spec", "versions")
        return definition
    }
}
