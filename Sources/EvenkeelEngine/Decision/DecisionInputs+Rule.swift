import EvenkeelAPI
import KubernetesTypes

// What a rule makes of its signals.
extension DecisionInputs {
    func decideRule() -> DecisionOutcome {
        if let outcome = situation.memory.outcomeAtRest { return outcome }
        var situation = situation
        situation.plan = plan()
        let gates = Gate.evaluate(situation)
        return DecisionOutcome(
            choice: choice(gates), message: message(gates), gates: gates, plan: situation.proposedPlan)
    }

    /// Of the Remediation that there is; otherwise made anew.
    private func plan() -> Result<Plan, PlanRefusal> {
        if let open = situation.remediation { return .success(open.spec.plan) }
        return makePlan().map { made in
            var plan = made
            plan.digest = digest ?? plan.digest
            return plan
        }
    }

    /// As it would be made now.
    func makePlan() -> Result<Plan, PlanRefusal> {
        guard situation.evaluatedAt != nil else {
            return .failure(PlanRefusal(.notEvaluated, "the target was not evaluated yet"))
        }
        let input = PlanInput(
            policy: situation.policy, rule: situation.rule, target: situation.target, revisions: revisions,
            outliers: outliers, incidentStartedAt: situation.memory.incidentStartedAt,
            predecessorSeenAt: predecessorSeenAt, now: situation.now)
        do throws(PlanRefusal) {
            var plan = try Planner.plan(input)
            plan.rolledBackFrom = rolledBackFrom ?? plan.rolledBackFrom
            return .success(plan)
        } catch {
            return .failure(error)
        }
    }

    private func choice(_ gates: [GateStatus]) -> DecisionOutcome.Choice {
        if gates.contains(where: \.isEarly) { return .watch }
        if situation.remediation != nil { return .leaveToRemediation }
        if gates.contains(where: { $0.verdict == .refuse }) { return .refuse }
        // A Remediation made while the rule rests would only wait.
        let rests = gates.contains { $0.name == .cooldown && $0.verdict != .pass }
        return rests || !situation.memory.isToBeDecided ? .watch : .propose
    }

    private func message(_ gates: [GateStatus]) -> String {
        if let open = situation.remediation { return "\(open.metadata.name ?? "") is \(open.phase.rawValue)" }
        let blocking = gates.first { $0.verdict == .refuse } ?? gates.first { $0.verdict == .hold }
        return blocking.map { "\($0.name): \($0.message)" } ?? "ready to act"
    }
}

extension RuleMemory {
    /// What comes of it while nothing is bad, for which no gate is asked; `nil` where the gates decide.
    var outcomeAtRest: DecisionOutcome? {
        guard let finding else { return DecisionOutcome(choice: .unknown, message: "not evaluated yet") }
        guard finding.state != .bad else { return nil }
        let unusable = finding.evidence.first { $0.quality != .ok }
        return DecisionOutcome(
            choice: finding.state == .unknown ? .unknown : .quiet,
            message: unusable.map { "\($0.signal) is \($0.quality.rawValue): \($0.explanation)" } ?? "all is well")
    }
}

extension GateStatus {
    /// Stands against a plan before one is proposed: the evidence does not suffice yet.
    var isEarly: Bool {
        verdict != .pass && (name == .dataQuality || name == .confidence || name == .persistence)
    }
}
