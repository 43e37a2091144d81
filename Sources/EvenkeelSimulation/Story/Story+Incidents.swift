import EvenkeelAPI
import KubernetesTypes

// What begins next.
extension Story {
    /// An incident in the cluster, mostly in rough weather, and often something else on top of it.
    func beginNext() {
        guard !faults.isOver else { return }
        planNext()
        if random.chance(0.6) {
            happen(.faultInjector(scenario.roughness * random.between(0.2, 1)))
            plan(.faultInjector(0), after: random.between(600, 5400))
        }
        guard let name = random.one(of: fleet.names) else { return }
        beginIncident(name)
        for _ in 0..<random.whole(0...2) { plan(complication(name), after: random.between(0, 2400)) }
    }

    private func beginIncident(_ name: String) {
        let length = random.between(900, 7200)
        switch random.whole(0...9) {
        case 0...2: happen(.release(name, .failing(random.one(of: [0.06, 0.2, 0.6]) ?? 0.2)))
        case 3:
            happen(.load(name, factor: random.between(2.3, 4)))
            plan(.load(name, factor: 1), after: length)
        case 4:
            happen(.load(name, factor: 2.6))
            plan(.load(name, factor: 1), after: length)
        case 5, 6:
            happen(.stickPods(name, crashing: random.chance(0.3)))
            plan(.unstickPods(name), after: length + 3600)
        case 7:
            happen(.outage(name, random.between(0.08, 0.5)))
            plan(.outage(name, 0), after: random.between(300, 5400))
        case 8:
            happen(.release(name, random.one(of: [.slow, .crashing, .good]) ?? .good))
        default:
            guard random.chance(0.4) else { return happen(.release(name, .good)) }
            happen(.sharedOutage(random.between(0.08, 0.5)))
            plan(.sharedOutage(0), after: random.between(300, 3600))
        }
        guard let version = fleet[name]?.version else { return }
        plan(.fixRelease(name, version: version), after: length + 5400)
    }

    /// Something on top of it.
    private func complication(_ name: String) -> SimulationEvent {
        let policy = random.one(of: scenario.policies.filter { $0.spec.targetRef.name == name })?.metadata.name ?? ""
        let seconds = random.wait(mean: 60)
        let choices: [(SimulationEvent, Double)] = [
            (.crash, 5), (.freeze(seconds, isAsleep: false), 3), (.freeze(seconds + 16, isAsleep: true), 2),
            (.cutOff(seconds), 2), (.clock(random.between(-1, 1) * random.wait(mean: 120)), 1.5),
            (.silence(seconds * 2), 4),
            (.compact, 2), (.pause(true), 2), (.guardBudgets, 1), (.newerGuardrail(true), 1),
            (.suspend(policy, true), 1), (.mode(policy), 1.5),
            (.edit(policy), 1), (.deletePolicy(policy), 0.5), (.deleteRemediation, 0.7),
            (.metrics(random.one(of: MetricFault.allCases)), 4),
            (.lag(random.between(30, 400)), 1.5), (.scaleByHand(name), 2), (.annotateByHand(name), 2),
            (.ownerAnnotates(name, random.one(of: ["Disabled", "RequireApproval", "Enabled"])), 1.5),
            (.namespaceAnnotates(random.one(of: ["Disabled", "RequireApproval"])), 0.7),
            (.budget(name, minAvailable: random.whole(0...4)), 1), (.replace(name), 0.5),
            (.release(name, .good), 1), (.release(name, .failing(0.3)), 1), (.stickPods(name, crashing: false), 1),
            (.sharedOutage(random.between(0.08, 0.5)), 0.5),
        ]
        return random.pick(choices) ?? .crash
    }
}
