import AsyncAlgorithms
import EvenkeelAPI
import EvenkeelEngine
import KubernetesClient
import KubernetesTypes
import Logging
import Synchronization

/// Turns the engine: one observation after the other goes in, and its effects are performed beside each other.
///
/// Observations come through a channel that makes its senders wait, so nothing piles up; the engine bounds the effects.
struct EngineRunner: Sendable {
    let observations: AsyncChannel<Observation>
    let executor: EffectExecutor
    let audit: AuditLog?
    let time: any TimeSource
    let health: OperatorHealth
    let metrics: OperatorMetrics
    private let deadline = Deadline()

    init(
        observations: AsyncChannel<Observation>, executor: EffectExecutor, audit: AuditLog?, time: any TimeSource,
        health: OperatorHealth, metrics: OperatorMetrics
    ) {
        self.observations = observations
        self.executor = executor
        self.audit = audit
        self.time = time
        self.health = health
        self.metrics = metrics
    }

    /// Counts are for scrapes, which come much less often than observations.
    private static let countingInterval = Duration.milliseconds(500)

    /// Until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await tick() }
            var engine = Engine()
            var tally = DecisionTally(metrics: metrics)
            var counted = time.uptime - Self.countingInterval
            for await observation in observations {
                let now = time.now
                let effects = engine.step(observation, now: now)
                deadline.set(engine.nextDeadline)
                health.alive()
                tally.take(observation, effects, engine: engine)
                executor.tracer?.take(observation, effects, at: now)
                logJudgements(effects)
                if time.uptime - counted >= Self.countingInterval {
                    counted = time.uptime
                    metrics.setState(of: engine, at: time.now)
                }
                await account(effects)
                for effect in effects where !effect.isAudit {
                    group.addTask {
                        if let answer = await executor.perform(effect) { await observations.send(answer) }
                    }
                }
            }
            group.cancelAll()
        }
    }

    /// The lines of a step are written before anything of it is done.
    private func account(_ effects: [Effect]) async {
        guard let audit else { return }
        let entries = effects.compactMap { if case .audit(let entry) = $0 { entry } else { nil } }
        if !entries.isEmpty { await audit.append(entries) }
    }

    private func logJudgements(_ effects: [Effect]) {
        for case .audit(let entry) in effects where entry.event == .judged {
            executor.logger.debug(
                "judged: \(entry.message)",
                metadata: [
                    "policy": "\(entry.policy.map { "\($0)" } ?? "")", "rule": "\(entry.rule ?? "")",
                    "decision": "\(entry.decision ?? "")",
                ])
        }
    }

    /// Five times a second is finer than any interval that a policy may have, and costs next to nothing.
    private func tick() async {
        while !Task.isCancelled {
            health.alive()
            if let due = deadline.value, due <= time.now { await observations.send(.timePassed) }
            try? await time.sleep(for: .milliseconds(200))
        }
    }
}

/// The engine's next deadline, shared with the clock's task.
private final class Deadline: Sendable {
    private let state = Mutex<Timestamp?>(nil)
    var value: Timestamp? { state.withLock(\.self) }
    func set(_ deadline: Timestamp?) { state.withLock { $0 = deadline } }
}

extension Effect {
    fileprivate var isAudit: Bool { if case .audit = self { true } else { false } }
}
