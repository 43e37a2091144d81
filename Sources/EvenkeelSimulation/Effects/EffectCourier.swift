import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes

/// The shell of the simulated processes: it carries effects out, decides nothing, and meets faults.
final class EffectCourier {
    let clock: SimulationClock
    let cluster: ClusterHarness
    let faults: FaultInjector
    let metrics: MetricsModel
    let pool: ProcessPool
    let promises: Promises
    let journal: Journal

    init(
        clock: SimulationClock, cluster: ClusterHarness, faults: FaultInjector, metrics: MetricsModel,
        pool: ProcessPool, promises: Promises, journal: Journal
    ) {
        self.clock = clock
        self.cluster = cluster
        self.faults = faults
        self.metrics = metrics
        self.pool = pool
        self.promises = promises
        self.journal = journal
    }

    /// Gives the engine an observation, and begins what it wants.
    func observe(_ observation: Observation, _ truth: EvaluationTruth? = nil, by process: Operator) {
        guard !process.isDead else { return }
        process.delivered.take(observation)
        if let truth, case .evaluated(let evaluation) = observation { noteEvaluation(truth, evaluation, process) }
        let time = process.clock(clock.now)
        let effects = process.engine.step(observation, now: time)
        journal.count("steps")
        process.deadline = process.engine.nextDeadline.map(process.time)
        promises.stepped(Step(observation: observation, effects: effects, clock: time, process: process))
        for effect in effects {
            journal.note(.effect(process.number, effect))
            promises.wanted(effect, by: process)
        }
        for effect in effects where !process.isDead {
            // An audit line is written in the process itself and meets no fault of the network.
            if case .audit = effect { continue }
            begin(effect, by: process)
        }
    }

    /// A late evaluation counts only where the policy is as it was when it was asked for.
    private func noteEvaluation(_ truth: EvaluationTruth, _ evaluation: Evaluation, _ process: Operator) {
        let key = evaluation.policy
        guard process.delivered.asked[key] == evaluation.at else { return }
        process.delivered.asked[key] = nil
        guard let policy = process.delivered.policies[key], !process.delivered.invalid.contains(key),
            policy.metadata.uid == truth.policyUID
        else { return }
        process.delivered.take(truth, of: key)
        promises.evaluated(truth, of: policy)
    }

    /// Everything in its turn: a process that stands still gets it when it goes on.
    private func deliver(_ observation: Observation, _ truth: EvaluationTruth?, to process: Operator) {
        guard !process.isDead else { return }
        if process.isFrozen(clock.now), let until = process.frozenUntil {
            return clock.plan(at: until + 0.001) { self.deliver(observation, truth, to: process) }
        }
        observe(observation, truth, by: process)
    }
}

// On the way to the API server, or to the metric source.
extension EffectCourier {
    /// Meets a fault, or goes its way.
    private func begin(_ effect: Effect, by process: Operator) {
        guard !process.isDead else { return }
        if process.isFrozen(clock.now), let until = process.frozenUntil {
            return clock.plan(at: until + 0.001) { self.begin(effect, by: process) }
        }
        let kind = EffectKind(effect)
        if case .evaluate(let request) = effect { process.delivered.asked[request.policy] = request.at }
        if let objection = pool.objection(to: effect, by: process) {
            journal.count("stopped by the fence")
            journal.note("[\(process.number)]   not sent: \(objection)")
            return answer(effect, .notSent(objection), after: 0.01, to: process)
        }
        if process.isCutOff(clock.now), kind != .evaluate {
            journal.countFault("cut off")
            return answer(effect, .notSent("no route to host"), after: 1, to: process)
        }
        promises.sent(effect, by: process)
        guard journal.isIntact else { return }
        guard let fault = faults.fault(for: kind) else {
            return send(effect, process, .prompt, after: faults.travel())
        }
        journal.countFault(fault.name)
        journal.note(.met(process.number, fault, kind))
        meet(fault, effect, process)
    }

    private func meet(_ fault: Fault, _ effect: Effect, _ process: Operator) {
        switch fault {
        case .lostBefore: answer(effect, .unknown("connection reset by peer"), after: 2, to: process)
        case .lostAfter: send(effect, process, .lost, after: faults.travel())
        case .notSent: answer(effect, .notSent("connection refused"), after: 0.01, to: process)
        case .refused(let code): answer(effect, Self.refusal(code, of: effect), after: faults.travel(), to: process)
        case .crashBefore: pool.crash(process)
        case .crashAfter:
            send(effect, process, .never, after: 0)
            pool.crash(process)
        case .slowAnswer(let seconds): send(effect, process, .after(seconds), after: faults.travel())
        case .slowRequest(let seconds):
            send(effect, process, .prompt, after: seconds)
            // The client gives up before the network does.
            if seconds > 30 { answer(effect, .unknown("timed out after 30 s"), after: 30, to: process) }
        case .unanswered: send(effect, process, .never, after: faults.travel())
        }
    }

    private static func refusal(_ code: Int, of effect: Effect) -> Outcome {
        // A 404 without a reason says nothing about the object: a server or a proxy does not know the path.
        let reasons = [
            403: "Forbidden", 404: "", 409: "Conflict", 410: "Expired", 422: "Invalid", 429: "TooManyRequests",
            503: "ServiceUnavailable",
        ]
        let status = Status(
            code: code, reason: reasons[code] ?? "InternalError", message: "a fault of the simulation",
            retryAfterSeconds: code == 429 ? 5 : nil)
        guard let request = try? effect.request() else { return .refused(status) }
        return Outcome(refusal: status, of: request)
    }

    private func send(_ effect: Effect, _ process: Operator, _ manner: ArrivalAnswer, after seconds: Double) {
        clock.plan(after: seconds) { self.arrive(effect, from: process, manner) }
    }
}

// There, and on the way back.
extension EffectCourier {
    /// What was sent arrives, whatever has become of the process meanwhile.
    private func arrive(_ effect: Effect, from process: Operator, _ manner: ArrivalAnswer) {
        if case .evaluate(let request) = effect { return arriveEvaluation(request, process, manner) }
        let outcome = perform(effect)
        if case .done = outcome {
        } else {
            journal.note(.answer(process.number, EffectKind(effect), outcome.code))
        }
        guard journal.isIntact else { return }
        switch manner {
        case .prompt: answer(effect, outcome, after: faults.travel(), to: process)
        case .after(let seconds): answer(effect, outcome, after: seconds, to: process)
        case .lost: answer(effect, .unknown("the connection was closed before the answer"), after: 2, to: process)
        case .never: break
        }
    }

    private func arriveEvaluation(_ request: EvaluationRequest, _ process: Operator, _ manner: ArrivalAnswer) {
        guard !process.isDead else { return }
        journal.count("evaluations")
        let target = process.view.snapshot(of: request.target, in: request.policy.namespace ?? "", now: clock.now)
        let (evaluation, truth) = metrics.evaluation(
            request, of: process.delivered.policies[request.policy], target)
        switch manner {
        case .prompt: observe(.evaluated(evaluation), truth, by: process)
        case .after(let seconds):
            clock.plan(after: seconds) { self.deliver(.evaluated(evaluation), truth, to: process) }
        case .lost, .never: break
        }
    }

    private func answer(_ effect: Effect, _ outcome: Outcome, after seconds: Double, to process: Operator) {
        guard let id = effect.id else { return }
        clock.plan(after: seconds) { self.deliver(.answered(id, outcome), nil, to: process) }
    }

    /// What the API server does with an effect.
    private func perform(_ effect: Effect) -> Outcome {
        effect.outcome { request in
            let before = cluster.revision
            guard let reply = cluster.send(request) else { return nil }
            noteWritten(by: effect, since: before)
            return reply
        }
    }

    /// - Parameter revision: of the store before the request.
    private func noteWritten(by effect: Effect, since revision: UInt64) {
        let written = cluster.changes(since: revision)
        if case .change(_, let change) = effect, !change.isDryRun {
            journal.count("changes sent")
            if !written.isEmpty { journal.count("changes made: \(change.purpose.rawValue)") }
        }
        promises.arrived(effect, written)
    }
}

extension Outcome {
    /// As the trace shows it.
    fileprivate var code: Int {
        switch self {
        case .done: 200
        case .refused(let status): status.code
        case .notSent: 1
        case .unknown: 2
        }
    }
}
