import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// What people do to policies, guardrails and remediations, and what befalls Evenkeel's processes.
extension World {
    func befallRules(_ event: SimulationEvent) {
        switch event {
        case .pause(let isPaused):
            merge(Guardrail.resourceType, ObjectKey(name: "all"), ["spec": ["paused": .bool(isPaused)]])
            if isPaused { plan(.happen(.pause(false)), after: story.between(120, 5400)) }
        case .guardBudgets:
            let budgets: JSON = ["concurrent": JSON(story.whole(1...2)), "perHour": JSON(story.whole(1...5))]
            merge(Guardrail.resourceType, ObjectKey(name: "all"), ["spec": ["budgets": budgets]])
        case .suspend(let name, let isSuspended):
            merge(RemediationPolicy.resourceType, key(name), ["spec": ["suspend": .bool(isSuspended)]])
            if isSuspended { plan(.happen(.suspend(name, false)), after: story.between(120, 5400)) }
        case .mode(let name):
            let mode = story.one(of: Mode.allCases) ?? .shadow
            merge(RemediationPolicy.resourceType, key(name), ["spec": ["mode": .string(mode.rawValue)]])
            plan(.happen(.applyPolicy(name)), after: story.between(1200, 14_400))
        case .edit(let name): edit(name)
        case .deletePolicy(let name):
            delete(RemediationPolicy.resourceType, key(name))
            plan(.happen(.applyPolicy(name)), after: story.between(60, 3600))
        case .applyPolicy(let name):
            if let policy = scenario.policies.first(where: { $0.metadata.name == name }) { apply(policy) }
        case .deleteRemediation:
            let all = cluster.store.list(Remediation.resourceType)
            if let one = story.one(of: all) {
                ledger.deletedByPeople.insert(one.uid)
                delete(Remediation.resourceType, one.key)
            }
        default: break
        }
    }

    private func key(_ name: String) -> ObjectKey { ObjectKey(namespace: Self.namespace, name: name) }

    private func edit(_ name: String) {
        guard var policy = stored(RemediationPolicy.self, key(name)), !policy.spec.rules.isEmpty else { return }
        switch story.whole(0...2) {
        case 0: policy.spec.rules[0].cooldown = .minutes(story.between(1, 40).rounded())
        case 1: policy.spec.rules[0].minimumConfidence = Percentage(fraction: story.one(of: [0.9, 0.999]) ?? 0.9)
        default: policy.spec.rules[0].consecutive = story.whole(1...4)
        }
        apply(policy)
        plan(.happen(.applyPolicy(name)), after: story.between(1200, 14_400))
    }

    func befallOperator(_ event: SimulationEvent) {
        guard let process = leader else { return }
        switch event {
        case .crash: crash(process)
        case .freeze(let seconds, let isAsleep): freeze(process, for: seconds, isAsleep: isAsleep)
        case .cutOff(let seconds): cutOff(process, for: seconds)
        case .clock(let seconds):
            process.clockError = seconds
            process.deadline = process.engine.nextDeadline.map(process.time)
            if seconds != 0 { plan(.happen(.clock(0)), after: story.between(60, 1800)) }
        case .silence(let seconds):
            let index = story.whole(0...process.view.informers.count - 1)
            for other in process.view.informers.indices where other == index || story.chance(0.3) {
                process.view.informers[other].silence(until: now + seconds, now: now)
            }
            planPoll(process)
        case .compact: cluster.store.compact(through: cluster.store.revision)
        default: break
        }
    }
}
