import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesTypes

/// Gives each process what its watches have for it.
final class WatchCourier {
    private let clock: SimulationClock
    private let cluster: ClusterHarness
    private let pool: ProcessPool
    private let effects: EffectCourier
    private let journal: Journal

    init(clock: SimulationClock, cluster: ClusterHarness, pool: ProcessPool, effects: EffectCourier, journal: Journal) {
        self.clock = clock
        self.cluster = cluster
        self.pool = pool
        self.effects = effects
        self.journal = journal
    }

    func poll(_ process: Operator) {
        guard !process.isDead else { return }
        if process.isFrozen(clock.now), let until = process.frozenUntil { return pool.planPoll(process, at: until) }
        process.isPollPlanned = false
        let relists = process.view.relists
        let news = cluster.serve { process.view.poll(&$0, now: clock.now) }
        journal.countFault("410 of a watch", times: process.view.relists - relists)
        if let silent = process.view.informers.compactMap(\.silentUntil).min() {
            pool.planPoll(process, at: max(silent, clock.now + 0.001))
        }
        guard process.hasStarted else { return start(process) }
        for (kind, keys) in news {
            for key in keys { effects.observe(observation(kind, key, process), by: process) }
        }
    }

    /// Everything that is stored, as the live shell sends it, and then the beginning.
    private func start(_ process: Operator) {
        guard process.view.informers.allSatisfy(\.isSynced) else { return }
        process.hasStarted = true
        for kind in OwnKind.allCases {
            for object in process.view.objects(of: kind.type) {
                effects.observe(observation(kind, object.key, process), by: process)
            }
        }
        effects.observe(.started, by: process)
    }

    private func observation(_ kind: OwnKind, _ key: ObjectKey, _ process: Operator) -> Observation {
        let stored = process.view[kind.type, key]
        if kind == .guardrail { process.delivered.take(guardrail: stored, named: key.name) }
        guard let object = stored else { return kind.deletion(of: key) }
        guard kind == .policy else { return kind.observation(of: object) }
        return .reading(policy: object) { object throws(InvalidDocument) in try process.policies.read(object) }
    }
}
