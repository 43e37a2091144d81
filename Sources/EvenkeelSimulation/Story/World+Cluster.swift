import ClusterModel
import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Troubles of the workloads, and what people do to them by hand.
extension World {
    func befallCluster(_ event: SimulationEvent) {
        switch event {
        case .release(let name, let release): self.release(name, release)
        case .fixRelease(let name, let version):
            if applications[name]?.version == version { repair(name) }
        case .load(let name, let factor):
            let usual = applications[name]?.usualLoad ?? 0
            applications[name]?.load = usual * factor
            updateTraffic()
        case .outage(let name, let share):
            applications[name]?.outage = share
            updateTraffic()
        case .sharedOutage(let share):
            sharedOutage = share
            updateTraffic()
            if share > 0 { plan(.happen(.sharedOutage(0)), after: story.between(300, 3600)) }
        case .stickPods(let name, let crashing): stickPods(name, crashing)
        case .unstickPods(let name): unstickPods(name)
        case .scaleByHand(let name):
            merge(.deployments, key(name), ["spec": ["replicas": JSON(story.whole(2...6))]])
        case .annotateByHand(let name): annotate(.deployments, key(name), ["example.com/note": .string("\(now)")])
        case .ownerSays(let name, let word):
            let annotation = EvenkeelAPIGroup.Annotation.remediation
            annotate(.deployments, key(name), [annotation: word.map(JSON.string) ?? .null])
            if word != nil { plan(.happen(.ownerSays(name, nil)), after: story.between(600, 7200)) }
        case .namespaceSays(let word):
            let annotation = EvenkeelAPIGroup.Annotation.remediation
            annotate(.namespaces, ObjectKey(name: Self.namespace), [annotation: word.map(JSON.string) ?? .null])
            if word != nil { plan(.happen(.namespaceSays(nil)), after: story.between(600, 7200)) }
        case .budget(let name, let least):
            merge(.podDisruptionBudgets, key(name), ["spec": ["minAvailable": JSON(least)]])
        case .replace(let name): replace(name)
        default: break
        }
    }

    private func key(_ name: String) -> ObjectKey { ObjectKey(namespace: Self.namespace, name: name) }

    private func release(_ name: String, _ release: Application.Release) {
        applications[name]?.release(release)
        merge(.deployments, key(name), ["spec": ["template": applications[name]?.template ?? [:]]])
    }

    /// A person looks after it at last: a good release, where a bad one still runs or was rolled back.
    private func repair(_ name: String) { release(name, .good) }

    private func stickPods(_ name: String, _ crashing: Bool) {
        let pods = cluster.store.list(.pods, namespace: Self.namespace).filter { $0.labels["app"] == name }
        let count = max(1, pods.count - story.whole(1...2))
        for pod in pods.prefix(count) {
            annotate(.pods, pod.key, crashing ? ["fake/crash": "true"] : ["fake/ready": "false"])
        }
    }

    private func unstickPods(_ name: String) {
        for pod in cluster.store.list(.pods, namespace: Self.namespace) where pod.labels["app"] == name {
            let annotations = pod.annotations
            if annotations["fake/ready"] != nil || annotations["fake/crash"] != nil { delete(.pods, pod.key) }
        }
    }

    private func replace(_ name: String) {
        guard let application = applications[name] else { return }
        delete(.deployments, key(name))
        settle()
        create(.deployments, application.deployment)
    }

    /// What differs from Git is put back, a little later.
    func noteForGit(_ object: KubernetesObject) {
        let name = object.name
        guard let application = applications[name], application.isFromGit, !application.isSyncPlanned,
            differsFromGit(object, application)
        else { return }
        applications[name]?.isSyncPlanned = true
        plan(.sync(name), after: story.between(20, 200))
    }

    private func differsFromGit(_ object: KubernetesObject, _ application: Application) -> Bool {
        let image = object.json.at("spec", "template", "spec", "containers")?[0]?["image"]
        return object.json.at("spec", "replicas")?.integerValue != application.replicas
            || image != application.template.at("spec", "containers")?[0]?["image"]
    }

    func synchronise(_ name: String) {
        applications[name]?.isSyncPlanned = false
        guard let application = applications[name], let object = stored(.deployments, application.key),
            differsFromGit(object, application)
        else { return }
        tally.events["put back from Git", default: 0] += 1
        merge(
            .deployments, application.key,
            ["spec": ["replicas": JSON(application.replicas), "template": application.template]], by: .gitOps)
    }
}
