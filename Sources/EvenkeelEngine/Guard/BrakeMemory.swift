import Detection
import EvenkeelAPI
import KubernetesTypes

/// What is remembered of a guardrail's systemic brake.
struct BrakeMemory: Sendable, Hashable {
    /// When more targets than allowed were last seen unhealthy.
    private(set) var lastTrippedAt: Timestamp?
    private(set) var worst = 0.0
    /// Since when it has been engaged without a break.
    private(set) var engagedAt: Timestamp?

    init() {}

    /// As the guardrail's status has kept it, so that a successor holds what its predecessor held.
    init(_ stored: BrakeStatus, _ brake: SystemicBrake) {
        lastTrippedAt = stored.until - brake.releaseAfter.seconds
        worst = stored.unhealthy.fraction
        engagedAt = stored.engagedAt
    }

    /// - Parameters: how many of the guarded targets that were looked at are unhealthy now.
    mutating func take(unhealthy: Int, of total: Int, _ brake: SystemicBrake, at now: Timestamp) {
        guard total >= max(1, brake.minimumTargets) else { return }
        let share = Double(unhealthy) / Double(total)
        guard share > brake.unhealthyTargets.fraction else { return }
        let wasEngaged = isEngaged(brake, at: now)
        worst = wasEngaged ? max(worst, share) : share
        engagedAt = wasEngaged ? engagedAt : now
        lastTrippedAt = now
    }

    func isEngaged(_ brake: SystemicBrake, at now: Timestamp) -> Bool { release(brake).map { now < $0 } ?? false }

    private func release(_ brake: SystemicBrake) -> Timestamp? {
        lastTrippedAt.map { $0 + brake.releaseAfter.seconds }
    }

    /// For the guardrail's status; `nil` while it is not engaged.
    func status(_ brake: SystemicBrake, at now: Timestamp) -> BrakeStatus? {
        guard let until = release(brake), now < until else { return nil }
        return BrakeStatus(unhealthy: Percentage(fraction: worst), engagedAt: engagedAt ?? now, until: until)
    }

    /// `nil` while the brake is not engaged.
    func engaged(_ guardrail: Guardrail, at now: Timestamp) -> EngagedBrake? {
        guard let brake = guardrail.spec.systemicBrake, let until = release(brake), now < until else { return nil }
        let share = NumberText.percent(worst)
        return EngagedBrake(
            message:
                "the systemic brake of guardrail \(guardrail.metadata.name ?? "") is engaged: \(share) of the targets "
                + "were unhealthy at once, more than \(brake.unhealthyTargets); this looks like infrastructure, "
                + "and people are needed",
            until: until)
    }
}

struct EngagedBrake: Sendable, Hashable, Codable {
    var message: String
    /// When it lets go, if nothing more happens and that is known.
    var until: Timestamp?
}
