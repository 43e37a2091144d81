import EvenkeelAPI
import JSONValue
import KubernetesTypes

// What happens from outside, drawn from the seed.
extension World {
    func planEvent() { plan(.happen(.next), after: story.wait(mean: scenario.calm)) }

    func happen(_ event: SimulationEvent) {
        guard !faultInjector.isOver || event.isRelief else { return }
        if let name = event.name {
            tally.events[name, default: 0] += 1
            trace.note(.text("*** \(name)"), at: now)
        }
        switch event {
        case .next: beginNext()
        case .calm: becomeCalm()
        case .probe: beginProbe()
        case .probeFailure: failureProbe()
        case .faultInjector(let roughness): if !faultInjector.isOver { faultInjector.roughness = roughness }
        case .retire(let process): retire(process)
        case .crash, .freeze, .cutOff, .clock, .silence, .compact: befallOperator(event)
        case .pause, .guardBudgets, .suspend, .mode, .edit, .deletePolicy, .applyPolicy, .deleteRemediation:
            befallRules(event)
        case .metrics(let metricFault):
            prometheus.trouble = metricFault
            if metricFault != nil { plan(.happen(.metrics(nil)), after: story.between(60, 2400)) }
        case .lag(let seconds):
            prometheus.lag = seconds
            if seconds > 0 { plan(.happen(.lag(0)), after: story.between(300, 3600)) }
        default: befallCluster(event)
        }
    }

    /// A trouble of the cluster, mostly in rough weather, and often something else on top of it.
    private func beginNext() {
        guard !faultInjector.isOver else { return }
        planEvent()
        if story.chance(0.6) {
            happen(.faultInjector(scenario.roughness * story.between(0.2, 1)))
            plan(.happen(.faultInjector(0)), after: story.between(600, 5400))
        }
        guard let name = story.one(of: applications.keys.sorted()) else { return }
        begin(trouble: name)
        for _ in 0..<story.whole(0...2) { plan(.happen(complication(name)), after: story.between(0, 2400)) }
    }

    private func begin(trouble name: String) {
        let length = story.between(900, 7200)
        switch story.whole(0...9) {
        case 0...2: happen(.release(name, .failing(story.one(of: [0.06, 0.2, 0.6]) ?? 0.2)))
        case 3:
            happen(.load(name, factor: story.between(2.3, 4)))
            plan(.happen(.load(name, factor: 1)), after: length)
        case 4:
            happen(.load(name, factor: 2.6))
            plan(.happen(.load(name, factor: 1)), after: length)
        case 5, 6:
            happen(.stickPods(name, crashing: story.chance(0.3)))
            plan(.happen(.unstickPods(name)), after: length + 3600)
        case 7:
            happen(.outage(name, story.between(0.08, 0.5)))
            plan(.happen(.outage(name, 0)), after: story.between(300, 5400))
        case 8:
            happen(.release(name, story.one(of: [.slow, .crashing, .good]) ?? .good))
        default:
            guard story.chance(0.4) else { return happen(.release(name, .good)) }
            happen(.sharedOutage(story.between(0.08, 0.5)))
            plan(.happen(.sharedOutage(0)), after: story.between(300, 3600))
        }
        guard let version = applications[name]?.version else { return }
        plan(.happen(.fixRelease(name, version: version)), after: length + 5400)
    }

    /// Something on top of it.
    private func complication(_ name: String) -> SimulationEvent {
        let policy = story.one(of: scenario.policies.filter { $0.spec.targetRef.name == name })?.metadata.name ?? ""
        let seconds = story.wait(mean: 60)
        let choices: [(SimulationEvent, Double)] = [
            (.crash, 5), (.freeze(seconds, isAsleep: false), 3), (.freeze(seconds + 16, isAsleep: true), 2),
            (.cutOff(seconds), 2), (.clock(story.between(-1, 1) * story.wait(mean: 120)), 1.5),
            (.silence(seconds * 2), 4),
            (.compact, 2), (.pause(true), 2), (.guardBudgets, 1), (.suspend(policy, true), 1), (.mode(policy), 1.5),
            (.edit(policy), 1), (.deletePolicy(policy), 0.5), (.deleteRemediation, 0.7),
            (.metrics(story.one(of: MetricFault.allCases)), 4),
            (.lag(story.between(30, 400)), 1.5), (.scaleByHand(name), 2), (.annotateByHand(name), 2),
            (.ownerSays(name, story.one(of: ["Disabled", "RequireApproval", "Enabled"])), 1.5),
            (.namespaceSays(story.one(of: ["Disabled", "RequireApproval"])), 0.7),
            (.budget(name, minAvailable: story.whole(0...4)), 1), (.replace(name), 0.5),
            (.release(name, .good), 1), (.release(name, .failing(0.3)), 1), (.stickPods(name, crashing: false), 1),
            (.sharedOutage(story.between(0.08, 0.5)), 0.5),
        ]
        return story.pick(choices) ?? .crash
    }

    /// The end comes near: nothing goes wrong any more, and everybody lets Evenkeel do its work.
    private func becomeCalm() {
        faultInjector.roughness = 0
        faultInjector.isOver = true
        prometheus.trouble = nil
        prometheus.metricFaultRate = 0
        prometheus.lag = 0
        sharedOutage = 0
        for name in applications.keys.sorted() {
            applications[name]?.outage = 0
            let usual = applications[name]?.usualLoad ?? 0
            applications[name]?.load = usual
            happen(.ownerSays(name, nil))
        }
        happen(.namespaceSays(nil))
        happen(.pause(false))
        updateTraffic()
        for policy in scenario.policies { apply(policy) }
        plan(.happen(.probe), after: 4 * 3600)
    }
}
