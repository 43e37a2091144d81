import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// A cluster, its metrics, its people and Evenkeel in virtual time, from a seed: wires the parts, and lets time pass.
///
/// Confined to the task that runs it; the same seed gives the same world.
final class World {
    let clock: SimulationClock
    let journal: Journal
    private let cluster: ClusterHarness
    private let pool: ProcessPool
    private let effects: EffectCourier
    private let promises: Promises
    private let story: Story
    private let end: Timestamp
    private var hourBegan = SimulationClock.beginning
    private var stepsOfHour = 0
    private static let stepsAnHour = 50_000

    init(seed: UInt64, hours: Double) {
        let scenario = Scenario(seed: seed)
        let probe = Probe(seed: seed)
        let clock = SimulationClock()
        let journal = Journal(clock: clock)
        let cluster = ClusterHarness(clock: clock, journal: journal)
        let faults = FaultInjector(seed: seed)
        let fleet = Fleet(cluster: cluster, clock: clock)
        let metrics = MetricsModel(seed: seed, fleet: fleet, clock: clock, journal: journal)
        let pool = ProcessPool(
            clock: clock, cluster: cluster, faults: faults, journal: journal, clockErrors: scenario.clockErrors,
            hasTwins: seed.isMultiple(of: 4))
        let history = StoredRemediations(journal: journal)
        let promises = Promises(
            history: history, cluster: cluster, clock: clock, journal: journal, probe: Probe.name,
            remedy: "\(probe.kind)")
        let effects = EffectCourier(
            clock: clock, cluster: cluster, faults: faults, metrics: metrics, pool: pool, promises: promises,
            journal: journal)
        let people = People(
            seed: seed, clock: clock, cluster: cluster, faults: faults, metrics: metrics, journal: journal)
        let story = Story(
            seed: seed, scenario: scenario, probe: probe, clock: clock, cluster: cluster, faults: faults,
            fleet: fleet, metrics: metrics, people: people, pool: pool, promises: promises, journal: journal)
        let gitOps = GitOpsController(
            clock: clock, cluster: cluster, fleet: fleet, journal: journal, delay: story.synchronisationDelay)
        let watches = WatchCourier(clock: clock, cluster: cluster, pool: pool, effects: effects, journal: journal)
        pool.onPoll = watches.poll
        cluster.onChanges = { changes in
            for change in changes {
                gitOps.take(change)
                if let remediation = history.take(change) { people.hear(of: remediation) }
            }
            if changes.contains(where: { $0.resource == .pods || $0.resource == .deployments }) {
                fleet.updateTraffic()
            }
            pool.hearOfChanges()
        }
        (self.clock, self.journal, self.cluster, self.pool) = (clock, journal, cluster, pool)
        (self.effects, self.promises, self.story) = (effects, promises, story)
        end = SimulationClock.beginning + hours * 3600
        story.begin(calmAfter: (hours - 8) * 3600)
    }

    /// The parts hold each other by what they have planned and by whom they tell.
    private func dissolve() {
        clock.forgetPlans()
        pool.onPoll = { _ in }
        cluster.onChanges = { _ in }
    }

    /// Until the end, or until a promise is broken.
    func run() {
        while journal.isIntact, let next = nextMoment(), next <= end {
            step(to: next)
            checkPace()
        }
        if journal.isIntact {
            clock.advance(to: end)
            promises.ended()
        }
        dissolve()
    }

    /// Whoever turns in circles would never let the hour end.
    private func checkPace() {
        if clock.now - hourBegan >= 3600 { (hourBegan, stepsOfHour) = (clock.now, 0) }
        stepsOfHour += 1
        if stepsOfHour > Self.stepsAnHour { journal.breach(.live, "pace", "50,000 steps within one hour") }
    }

    private func step(to time: Timestamp) {
        clock.advance(to: time)
        cluster.settle()
        // One by one: each may plan others, and after each the cluster settles.
        while journal.isIntact, let work = clock.takeDueWork() {
            work()
            cluster.settle()
            stepsOfHour += 1
        }
        for process in pool.processes where journal.isIntact && pool.isAwake(process) {
            if let deadline = process.deadline, deadline <= clock.now { effects.observe(.timePassed, by: process) }
        }
        pool.forgetTheDead()
    }

    private func nextMoment() -> Timestamp? {
        [clock.next, cluster.nextDeadline, pool.nextDeadline].lazy.compactMap(\.self).min()
    }
}
