import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes

// The shell: it interprets effects, decides nothing, and meets faults.
extension World {
    /// Gives the engine an observation, and begins what it wants.
    func observe(_ observation: Observation, _ evaluation: EvaluationTruth? = nil, by process: Operator) {
        guard !process.isDead else { return }
        process.told.take(observation)
        if let evaluation, case .evaluated(let seen) = observation { noteEvaluation(evaluation, seen, process) }
        let clock = process.clock(now)
        let effects = process.engine.step(observation, now: clock)
        tally.counts["steps", default: 0] += 1
        checkTwin(process, observation, clock, effects)
        process.deadline = process.engine.nextDeadline.map(process.time)
        checkAnswered(observation, effects, process)
        for effect in effects {
            trace.note(.effect(process.number, effect), at: now)
            checkWanted(effect, by: process)
        }
        for effect in effects where !process.isDead {
            // An audit line is written in the process itself and meets no fault of the network.
            if case .audit = effect { continue }
            begin(effect, by: process)
        }
    }

    /// A late evaluation counts only where the policy is as it was when it was asked for.
    private func noteEvaluation(_ evaluation: EvaluationTruth, _ seen: Evaluation, _ process: Operator) {
        guard process.told.asked[seen.policy] == seen.at else { return }
        process.told.asked[seen.policy] = nil
        guard let policy = process.told.policies[seen.policy], !process.told.invalid.contains(seen.policy),
            policy.metadata.uid == evaluation.policyUID
        else { return }
        process.told.take(evaluation, of: seen.policy)
        for rule in policy.spec.rules where [.good, .open].contains(evaluation.verdict(rule.when)) {
            ledger.lastWell[Ledger.rule(evaluation.policyUID, rule.name)] = now
        }
    }

    /// Meets a fault, or goes its way.
    func begin(_ effect: Effect, by process: Operator) {
        guard !process.isDead else { return }
        if process.isFrozen(now), let until = process.frozenUntil {
            return agenda.plan(.begin(effect, process), at: until + 0.001)
        }
        let kind = EffectKind(effect)
        if case .evaluate(let request) = effect { process.told.asked[request.policy] = request.at }
        if let objection = fence(effect, process) {
            tally.counts["stopped by the fence", default: 0] += 1
            trace.note(.text("[\(process.number)]   not sent: \(objection)"), at: now)
            return answer(effect, .notSent(objection), after: 0.01, to: process)
        }
        if process.isCutOff(now), kind != .evaluate {
            tally.faults["cut off", default: 0] += 1
            return answer(effect, .notSent("no route to host"), after: 1, to: process)
        }
        checkSent(effect, by: process)
        guard breaches.isEmpty else { return }
        guard let fault = faultInjector.fault(for: kind) else {
            return send(effect, process, .prompt, after: faultInjector.travel())
        }
        tally.faults[fault.name, default: 0] += 1
        trace.note(.met(process.number, fault, kind), at: now)
        meet(fault, effect, process)
    }

    private func meet(_ fault: Fault, _ effect: Effect, _ process: Operator) {
        switch fault {
        case .lostBefore: answer(effect, .unknown("connection reset by peer"), after: 2, to: process)
        case .lostAfter: send(effect, process, .lost, after: faultInjector.travel())
        case .notSent: answer(effect, .notSent("connection refused"), after: 0.01, to: process)
        case .refused(let code):
            answer(effect, Self.refusal(code, of: effect), after: faultInjector.travel(), to: process)
        case .crashBefore: crash(process)
        case .crashAfter:
            send(effect, process, .never, after: 0)
            crash(process)
        case .slowAnswer(let seconds): send(effect, process, .after(seconds), after: faultInjector.travel())
        case .slowRequest(let seconds):
            send(effect, process, .prompt, after: seconds)
            // The client gives up before the network does.
            if seconds > 30 { answer(effect, .unknown("timed out after 30 s"), after: 30, to: process) }
        case .unanswered: send(effect, process, .never, after: faultInjector.travel())
        }
    }

    private static func refusal(_ code: Int, of effect: Effect) -> Outcome {
        // A 404 without a reason is no word about the object: somebody does not know the path.
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

    private func send(_ effect: Effect, _ process: Operator, _ answer: ArrivalAnswer, after seconds: Double) {
        plan(.arrive(effect, process, answer: answer), after: seconds)
    }

    /// What was sent arrives, whatever has become of the process meanwhile.
    func arrive(_ effect: Effect, from process: Operator, _ manner: ArrivalAnswer) {
        if case .evaluate(let request) = effect { return arriveEvaluation(request, process, manner) }
        let outcome = perform(effect, process)
        if case .done = outcome {
        } else {
            trace.note(.answer(process.number, EffectKind(effect), code(outcome)), at: now)
        }
        guard breaches.isEmpty else { return }
        switch manner {
        case .prompt: answer(effect, outcome, after: faultInjector.travel(), to: process)
        case .after(let seconds): answer(effect, outcome, after: seconds, to: process)
        case .lost: answer(effect, .unknown("the connection was closed before the answer"), after: 2, to: process)
        case .never: break
        }
    }

    private func code(_ outcome: Outcome) -> Int {
        switch outcome {
        case .done: 200
        case .refused(let status): status.code
        case .notSent: 1
        case .unknown: 2
        }
    }

    private func arriveEvaluation(_ request: EvaluationRequest, _ process: Operator, _ manner: ArrivalAnswer) {
        guard !process.isDead else { return }
        tally.counts["looks", default: 0] += 1
        let (evaluation, truth) = evaluation(request, process)
        switch manner {
        case .prompt: observe(.evaluated(evaluation), truth, by: process)
        case .after(let seconds): plan(.observe(.evaluated(evaluation), truth, process), after: seconds)
        case .lost, .never: break
        }
    }

    private func answer(_ effect: Effect, _ outcome: Outcome, after seconds: Double, to process: Operator) {
        guard let id = effect.id else { return }
        plan(.observe(.answered(id, outcome), nil, process), after: seconds)
    }

    /// What the API server does with an effect.
    private func perform(_ effect: Effect, _ process: Operator) -> Outcome {
        let request: ClusterRequest
        do {
            guard let wanted = try effect.request() else { return .done(nil) }
            request = wanted
        } catch {
            return .notSent("\(error)")
        }
        let before = cluster.store.revision
        guard let answer = send(request) else { return .notSent("the API server does not serve it") }
        checkArrived(effect, answer, since: before, from: process)
        if answer.isDone { return .done(answer.body["kind"] == "Status" ? nil : answer.object) }
        return Outcome(
            refusal: Status(answer.body) ?? Status(code: answer.status, reason: "", message: "no Status was sent"),
            of: request)
    }
}
