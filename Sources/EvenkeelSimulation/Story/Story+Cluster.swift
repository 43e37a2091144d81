import EvenkeelAPI
import JSONValue
import KubernetesTypes

// Incidents of the workloads, and what people do to them by hand.
extension Story {
    func befallCluster(_ event: SimulationEvent) {
        switch event {
        case .release(let name, let release): fleet.release(name, release)
        case .fixRelease(let name, let version):
            // A person looks after it at last: a good release, where a bad one still runs or was rolled back.
            if fleet[name]?.version == version { fleet.release(name, .good) }
        case .load(let name, let factor): fleet.setLoad(name, factor: factor)
        case .outage(let name, let share): fleet.setOutage(name, share)
        case .sharedOutage(let share):
            fleet.setSharedOutage(share)
            if share > 0 { plan(.sharedOutage(0), after: random.between(300, 3600)) }
        case .stickPods(let name, let crashing):
            fleet.stickPods(name, sparing: { random.whole(1...2) }, isCrashing: crashing)
        case .unstickPods(let name): fleet.unstickPods(name)
        case .replace(let name): fleet.replace(name)
        case .scaleByHand, .annotateByHand, .ownerAnnotates, .namespaceAnnotates, .budget: changeByHand(event)
        default: break
        }
    }

    private func changeByHand(_ event: SimulationEvent) {
        switch event {
        case .scaleByHand(let name):
            cluster.merge(.deployments, key(name), ["spec": ["replicas": JSON(random.whole(2...6))]])
        case .annotateByHand(let name):
            cluster.annotate(.deployments, key(name), ["example.com/note": .string("\(clock.now)")])
        case .ownerAnnotates(let name, let value):
            annotate(.deployments, key(name), value)
            if value != nil { plan(.ownerAnnotates(name, nil), after: random.between(600, 7200)) }
        case .namespaceAnnotates(let value):
            annotate(.namespaces, ObjectKey(name: ClusterHarness.namespace), value)
            if value != nil { plan(.namespaceAnnotates(nil), after: random.between(600, 7200)) }
        case .budget(let name, let least):
            cluster.merge(.podDisruptionBudgets, key(name), ["spec": ["minAvailable": JSON(least)]])
        default: break
        }
    }

    /// What the owner of the object wants Evenkeel to do.
    private func annotate(_ resource: ResourceType, _ key: ObjectKey, _ value: String?) {
        cluster.annotate(resource, key, [EvenkeelAPIGroup.Annotation.remediation: value.map(JSON.string) ?? .null])
    }

    func key(_ name: String) -> ObjectKey { ObjectKey(namespace: ClusterHarness.namespace, name: name) }
}
