import EvenkeelAPI
import JSONValue
import KubernetesTypes

// What people do to policies, guardrails and remediations.
extension Story {
    func befallRules(_ event: SimulationEvent) {
        switch event {
        case .pause(let isPaused):
            mergeGuardrail(["paused": .bool(isPaused)])
            if isPaused { plan(.pause(false), after: random.between(120, 5400)) }
        case .guardBudgets:
            mergeGuardrail([
                "budgets": ["concurrent": JSON(random.whole(1...2)), "perHour": JSON(random.whole(1...5))]
            ])
        case .newerGuardrail(let isNewer):
            mergeGuardrail(["budgets": ["concurrent": isNewer ? "a quarter" : .null]])
            if isNewer { plan(.newerGuardrail(false), after: random.between(120, 5400)) }
        case .suspend(let name, let isSuspended):
            mergePolicy(name, ["suspend": .bool(isSuspended)])
            if isSuspended { plan(.suspend(name, false), after: random.between(120, 5400)) }
        case .mode(let name):
            let mode = random.one(of: Mode.allCases) ?? .shadow
            mergePolicy(name, ["mode": .string(mode.rawValue)])
            plan(.applyPolicy(name), after: random.between(1200, 14_400))
        case .edit(let name): edit(name)
        case .deletePolicy(let name):
            cluster.delete(RemediationPolicy.resourceType, key(name))
            plan(.applyPolicy(name), after: random.between(60, 3600))
        case .applyPolicy(let name):
            if let policy = scenario.policies.first(where: { $0.metadata.name == name }) { people.apply(policy) }
        case .deleteRemediation: deleteRemediation()
        default: break
        }
    }

    private func mergeGuardrail(_ spec: JSON) {
        cluster.merge(Guardrail.resourceType, ObjectKey(name: Scenario.guardrail), ["spec": spec])
    }

    private func mergePolicy(_ name: String, _ spec: JSON) {
        cluster.merge(RemediationPolicy.resourceType, key(name), ["spec": spec])
    }

    private func deleteRemediation() {
        let all = cluster.list(Remediation.resourceType, namespace: nil)
        guard let one = random.one(of: all) else { return }
        promises.deletedByPerson(one.uid)
        cluster.delete(Remediation.resourceType, one.key)
    }

    private func edit(_ name: String) {
        guard var policy = cluster.stored(RemediationPolicy.self, key(name)), !policy.spec.rules.isEmpty else { return }
        switch random.whole(0...2) {
        case 0: policy.spec.rules[0].cooldown = .minutes(random.between(1, 40).rounded())
        case 1: policy.spec.rules[0].minimumConfidence = Percentage(fraction: random.one(of: [0.9, 0.999]) ?? 0.9)
        default: policy.spec.rules[0].consecutive = random.whole(1...4)
        }
        people.apply(policy)
        plan(.applyPolicy(name), after: random.between(1200, 14_400))
    }
}
