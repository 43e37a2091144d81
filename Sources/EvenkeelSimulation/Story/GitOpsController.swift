import ClusterModel
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// Puts back what differs from Git, a little later.
final class GitOpsController {
    private let clock: SimulationClock
    private let cluster: ClusterHarness
    private let fleet: Fleet
    private let journal: Journal
    /// Seconds until the next synchronisation.
    private let delay: () -> Double
    /// The applications that are about to be synchronised.
    private var planned: Set<String> = []

    init(
        clock: SimulationClock, cluster: ClusterHarness, fleet: Fleet, journal: Journal, delay: @escaping () -> Double
    ) {
        self.clock = clock
        self.cluster = cluster
        self.fleet = fleet
        self.journal = journal
        self.delay = delay
    }

    func take(_ change: StoredChange) {
        guard change.resource == .deployments, change.kind != .deleted else { return }
        let name = change.object.name
        guard let application = fleet[name], application.isFromGit, !planned.contains(name),
            differsFromGit(change.object, application)
        else { return }
        planned.insert(name)
        clock.plan(after: delay()) { self.synchronise(name) }
    }

    private func synchronise(_ name: String) {
        planned.remove(name)
        guard let application = fleet[name], let object = cluster.stored(.deployments, application.key),
            differsFromGit(object, application)
        else { return }
        journal.countEvent("reverted from Git")
        cluster.merge(
            .deployments, application.key,
            ["spec": ["replicas": JSON(application.replicas), "template": application.template]], by: .gitOps)
    }

    private func differsFromGit(_ object: KubernetesObject, _ application: Application) -> Bool {
        let image = object.json.at("spec", "template", "spec", "containers")?[0]?["image"]
        return object.json.at("spec", "replicas")?.integerValue != application.replicas
            || image != application.template.at("spec", "containers")?[0]?["image"]
    }
}
