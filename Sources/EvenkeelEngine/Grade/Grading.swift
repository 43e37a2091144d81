import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// How a decision looks in hindsight: from what was seen after it, and from nothing else.
///
/// A decision is graded as soon as its incident is over, or when `gradeWithin` has passed; what was changed is watched for the
/// whole time, since a scheduled revert may bring the condition back. Without good data nothing is graded.
struct Grading: Sendable {
    var remediation: Remediation
    var policy: RemediationPolicy
    var rule: RuleMemory
    var target: TargetSnapshot
    var now: Timestamp

    /// Twice as far beyond its limit as when it was decided is worse.
    static let worse = 2.0

    /// `nil` where it cannot be said yet.
    var grade: Grade? {
        guard let status = remediation.status, status.phase.isFinal, status.grade == nil,
            target.availability == .known, let finding = rule.finding
        else { return nil }
        let isOver = status.incidentEndedAt != nil
        if status.changedAt != nil, status.phase == .succeeded || isKept(status) {
            guard hasPassed else { return nil }
            if finding.state == .bad { return isWorse(finding) ? .worsened : .persisted }
            return finding.state == .recovered ? .remedied : nil
        }
        if let person { return isOver || hasPassed ? person : nil }
        if isOver { return .selfHealed }
        guard hasPassed, finding.state == .bad else { return nil }
        return isWorse(finding) ? .worsened : .persisted
    }

    /// The change stands, though it could not be verified.
    private func isKept(_ status: RemediationStatus) -> Bool {
        status.phase == .failed && status.intents.last?.purpose != .undo
    }

    private var hasPassed: Bool {
        let begun = remediation.status?.changedAt ?? remediation.metadata.creationTimestamp ?? now
        return now - begun >= policy.spec.gradeWithin.seconds
    }

    /// What somebody else has done since: the plan's own fields hold what the plan would have set, or something else; or the
    /// workload is not what it was when the plan was made.
    private var person: Grade? {
        // After an own change and its undo, the fields say nothing about people.
        guard remediation.status?.changedAt == nil, let workload = target.workload else { return nil }
        let plan = remediation.spec.plan
        if let before = remediation.spec.targetBefore, workload.state.template != before.template {
            return madeTheSame(plan) ? .personDidTheSame : .personDidOther
        }
        if plan.pods == nil, let changeTarget = target.changeTarget(plan.object),
            !plan.fits(changeTarget.fields, .apply)
        {
            return madeTheSame(plan) ? .personDidTheSame : .personDidOther
        }
        if let pods = plan.pods, !pods.contains(where: { pod in target.livePods.contains { $0.uid == pod.uid } }) {
            return .personDidTheSame
        }
        // What an autoscaler does is nobody's decision.
        let isOwned = !target.autoscalers.isEmpty || !target.scaledObjects.isEmpty
        if !isOwned, let before = remediation.spec.targetBefore, workload.replicas != before.replicas {
            return .personDidOther
        }
        return nil
    }

    private func madeTheSame(_ plan: Plan) -> Bool {
        plan.pods == nil && target.changeTarget(plan.object).map { plan.fits($0.fields, .back) } == true
    }

    /// Any of the rule's signals is at least twice as far beyond its limit as when it was decided.
    private func isWorse(_ finding: RuleFinding) -> Bool {
        finding.evidence.contains { evidence in
            guard evidence.isBad, let now = evidence.excess,
                let then = remediation.spec.evidence.first(where: { $0.signal == evidence.signal })?.excess
            else { return false }
            return then > 0 && now >= Self.worse * then
        }
    }
}

extension Evidence {
    /// How far the value is from its limit, in the value's own unit; `nil` where they are no numbers.
    fileprivate var excess: Double? {
        guard let value = value.flatMap({ Double($0) }), let limit = limit.flatMap({ Double($0) }) else { return nil }
        return abs(value - limit)
    }
}
