import ClusterModel
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// The applications of the cluster, with their load and what they serve.
final class Fleet {
    private let cluster: ClusterHarness
    private let clock: SimulationClock
    private var applications: [String: Application] = [:]
    /// The share of all requests, of every application, that fails.
    private var sharedOutage = 0.0

    init(cluster: ClusterHarness, clock: SimulationClock) {
        self.cluster = cluster
        self.clock = clock
    }

    var names: [String] { applications.keys.sorted() }
    subscript(name: String) -> Application? { applications[name] }

    func deploy(_ application: Application) {
        applications[application.name] = application
        // As if it had been healthy before the world began.
        let level = Traffic.Level(load: application.load, ready: application.usualProfiles)
        applications[application.name]?.traffic.set(level, at: clock.now - 60)
        cluster.create(.deployments, application.deployment)
        if let least = application.minAvailable { cluster.create(.podDisruptionBudgets, application.budget(least)) }
        if application.hasAutoscaler { cluster.create(.horizontalPodAutoscalers, application.autoscaler) }
    }

    func release(_ name: String, _ release: Application.Release) {
        applications[name]?.release(release)
        cluster.merge(.deployments, key(name), ["spec": ["template": applications[name]?.template ?? [:]]])
    }

    /// - Parameter factor: of its usual load.
    func setLoad(_ name: String, factor: Double) {
        let usual = applications[name]?.usualLoad ?? 0
        applications[name]?.load = usual * factor
        updateTraffic()
    }

    func setOutage(_ name: String, _ share: Double) {
        applications[name]?.outage = share
        updateTraffic()
    }

    func setSharedOutage(_ share: Double) {
        sharedOutage = share
        updateTraffic()
    }

    /// - Parameter sparing: so many pods are left alone, if there are enough.
    func stickPods(_ name: String, sparing: () -> Int, isCrashing: Bool) {
        let pods = pods(of: name)
        for pod in pods.prefix(max(1, pods.count - sparing())) {
            cluster.annotate(.pods, pod.key, isCrashing ? ["fake/crash": "true"] : ["fake/ready": "false"])
        }
    }

    func unstickPods(_ name: String) {
        for pod in pods(of: name) {
            let annotations = pod.annotations
            guard annotations["fake/ready"] != nil || annotations["fake/crash"] != nil else { continue }
            cluster.delete(.pods, pod.key)
        }
    }

    /// Deletes the workload and creates it again, with another uid.
    func replace(_ name: String) {
        guard let application = applications[name] else { return }
        cluster.delete(.deployments, key(name))
        cluster.settle()
        cluster.create(.deployments, application.deployment)
    }

    /// Everything works again. What pods and autoscalers make of it is updated with `updateTraffic`.
    func endOutages() { sharedOutage = 0 }

    func endOutage(of name: String) {
        let usual = applications[name]?.usualLoad ?? 0
        applications[name]?.load = usual
        applications[name]?.outage = 0
    }

    /// How busy and how healthy every application is, after pods or load have changed; the autoscalers see it, too.
    func updateTraffic() {
        var usage: [String: PodUsage] = [:]
        let pods = cluster.list(.pods, namespace: ClusterHarness.namespace)
        for name in names {
            guard let application = applications[name] else { continue }
            let own = pods.filter { $0.labels["app"] == name && !$0.isBeingDeleted }
            let ready = own.filter { Pod($0)?.isReady == true }
            var level = Traffic.Level(load: application.load, ready: ready.map { WorkloadProfile(of: $0) })
            level.errors = min(level.requests, level.errors + level.requests * max(application.outage, sharedOutage))
            applications[name]?.traffic.set(level, at: clock.now)
            for pod in ready { usage[pod.uid] = PodUsage(milliCPU: 100 * level.busy, memory: 64e6) }
        }
        cluster.setUsage(usage)
    }

    private func pods(of name: String) -> [KubernetesObject] {
        cluster.list(.pods, namespace: ClusterHarness.namespace).filter { $0.labels["app"] == name }
    }

    private func key(_ name: String) -> ObjectKey { ObjectKey(namespace: ClusterHarness.namespace, name: name) }
}
