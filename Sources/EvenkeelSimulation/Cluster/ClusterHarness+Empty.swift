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
        for definition in (try? CustomResourceDefinitions.all()) ?? [] {
            let request = APIRequest(
                method: "POST", path: ResourceType.customResourceDefinitions.path(namespace: nil),
                body: definition.serialized)
            _ = cluster.handle(request, now: beginning - 3600)
        }
        cluster.advance(to: beginning - 3600)
        return cluster
    }()
}
