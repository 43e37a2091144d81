import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// What happens from outside, drawn from the seed.
final class Story {
    let scenario: Scenario
    let clock: SimulationClock
    let cluster: ClusterHarness
    let faults: FaultInjector
    let fleet: Fleet
    let metrics: MetricsModel
    let people: People
    let pool: ProcessPool
    let promises: Promises
    let journal: Journal
    let probe: Probe
    var random: SeededRandom

    init(
        seed: UInt64, scenario: Scenario, probe: Probe, clock: SimulationClock, cluster: ClusterHarness,
        faults: FaultInjector, fleet: Fleet, metrics: MetricsModel, people: People, pool: ProcessPool,
        promises: Promises, journal: Journal
    ) {
        self.scenario = scenario
        self.clock = clock
        self.cluster = cluster
        self.faults = faults
        self.fleet = fleet
        self.metrics = metrics
        self.people = people
        self.pool = pool
        self.promises = promises
        self.journal = journal
        self.probe = probe
        random = SeededRandom(seed: seed, "story")
    }

    func plan(_ event: SimulationEvent, after seconds: Double) {
        clock.plan(after: seconds) { self.happen(event) }
    }

    func planNext() { plan(.next, after: random.wait(mean: scenario.calm)) }

    /// Seconds after which what differs from Git is put back.
    func synchronisationDelay() -> Double { random.between(20, 200) }

    func happen(_ event: SimulationEvent) {
        guard !faults.isOver || event.isRelief else { return }
        if let name = event.name {
            journal.countEvent(name)
            journal.note("*** \(name)")
        }
        switch event {
        case .next: beginNext()
        case .calm: becomeCalm()
        case .probe: beginProbe()
        case .probeFailure: befallCluster(probe.failure)
        case .faultInjector(let roughness): if !faults.isOver { faults.roughness = roughness }
        case .crash, .freeze, .cutOff, .clock, .silence, .compact: befallOperator(event)
        case .pause, .guardBudgets, .newerGuardrail, .suspend, .mode, .edit, .deletePolicy, .applyPolicy,
            .deleteRemediation:
            befallRules(event)
        case .metrics(let metricFault):
            metrics.setFault(metricFault)
            if metricFault != nil { plan(.metrics(nil), after: random.between(60, 2400)) }
        case .lag(let seconds):
            metrics.setLag(seconds)
            if seconds > 0 { plan(.lag(0), after: random.between(300, 3600)) }
        default: befallCluster(event)
        }
    }

    private func beginProbe() {
        cluster.merge(
            Guardrail.resourceType, ObjectKey(name: Scenario.guardrail),
            ["spec": ["paused": false, "budgets": .null, "circuitBreaker": .null, "freezeWindows": []]])
        fleet.deploy(probe.application)
        people.apply(probe.policy)
        plan(.probeFailure, after: 3600)
    }

    /// The end comes near: nothing goes wrong any more, and everybody lets Evenkeel do its work.
    private func becomeCalm() {
        faults.roughness = 0
        faults.isOver = true
        metrics.setFault(nil)
        metrics.setFaultRate(0)
        metrics.setLag(0)
        fleet.endOutages()
        for name in fleet.names {
            fleet.endOutage(of: name)
            happen(.ownerAnnotates(name, nil))
        }
        happen(.namespaceAnnotates(nil))
        happen(.pause(false))
        happen(.newerGuardrail(false))
        fleet.updateTraffic()
        for policy in scenario.policies { people.apply(policy) }
        plan(.probe, after: 4 * 3600)
    }
}
