import Detection
public import EvenkeelAPI
import JSONValue
public import KubernetesTypes

extension Explanation {
    /// - Parameter policy: for the interval of the evaluations; without it the interval is omitted.
    public init(_ remediation: Remediation, policy: RemediationPolicy? = nil, now: Timestamp) {
        let (spec, status) = (remediation.spec, remediation.status ?? RemediationStatus(phase: .proposed))
        let since = status.timeline.last { $0.phase == status.phase }?.at ?? remediation.metadata.creationTimestamp
        let age = since.map { ", since \(NumberText.duration(max(0, now - $0)))" } ?? ""
        title = "\(remediation.key): \(status.phase.rawValue)\(age)"
        sections = [
            Self.plan(spec, status),
            Self.seen(spec.evidence, now: now),
            Section(title: "Gates", lines: Self.gates(status.gates, now: now)),
            Section(
                title: "Required changes",
                lines: status.phase.isFinal && status.phase != .shadowed ? [] : Self.changes(needed: status.gates)),
            Section(title: "Next", lines: Self.next(remediation, status, policy, now: now)),
            Self.history(remediation, status),
        ]
    }

    private static func plan(_ spec: RemediationSpec, _ status: RemediationStatus) -> Section {
        var lines = [
            Line(spec.plan.summary),
            Line(
                "rule \(spec.rule) of policy \(spec.policyRef.name), mode \(spec.mode.rawValue), "
                    + "confidence \(spec.confidence), plan \(spec.plan.digest.dropFirst("sha256:".count).prefix(12))"),
            Line("undo: \(spec.plan.undo.summary)"),
        ]
        if let dryRun = status.dryRun, !dryRun.accepted { lines.append(Line(dryRun.message, .bad)) }
        if let approval = status.approval {
            lines.append(Line("approved by \(approval.by.isEmpty ? "a user who is not authenticated" : approval.by)"))
        }
        return Section(title: "Plan", lines: lines)
    }

    private static func next(
        _ remediation: Remediation, _ status: RemediationStatus, _ policy: RemediationPolicy?, now: Timestamp
    ) -> [Line] {
        var lines: [Line] = []
        if let revert = status.revert, revert.state == .scheduled {
            lines.append(
                now < revert.at
                    ? Line("the change is reverted at \(revert.at) (\(rest(until: revert.at, now)))")
                    : Line("the revert was due at \(revert.at); the change is reverted as soon as no gate holds it"))
        }
        if status.phase == .verifying, let until = status.verifyUntil {
            lines.append(Line("the signals must recover before \(until) (\(rest(until: until, now)))"))
        }
        guard !status.phase.isFinal else {
            if let grade = status.grade { lines.append(Line("graded: \(grade.words)")) }
            return lines.isEmpty ? [Line("nothing; the remediation has ended")] : lines
        }
        if let until = status.gates.compactMap(\.until).filter({ $0 > now }).min() {
            lines.append(Line("evaluated again at \(until) (\(rest(until: until, now))) at the latest"))
        }
        lines.append(
            Line(
                "evaluated again with each evaluation of the policy"
                    + (policy.map { ", every \($0.spec.interval)" } ?? "")))
        return lines
    }

    private static func history(_ remediation: Remediation, _ status: RemediationStatus) -> Section {
        let shown = status.timeline.suffix(8)
        var lines = shown.map { Line("\($0.at)  \($0.phase.rawValue.padded(to: 16))  \($0.message)") }
        if status.timeline.count > shown.count {
            lines.insert(Line("... \(status.timeline.count - shown.count) earlier"), at: 0)
        }
        if let words = ReactionTimes(remediation).words { lines.append(Line(words)) }
        if let decision = status.decision { lines.append(Line("decision \(decision)")) }
        return Section(title: "History", lines: lines)
    }
}

extension Grade {
    var words: String {
        switch self {
        case .remedied: "Remedied: the signals recovered after the change and stayed healthy"
        case .selfHealed: "SelfHealed: the signals recovered without a change"
        case .persisted: "Persisted: the signals stayed unhealthy"
        case .worsened: "Worsened: the signals stayed unhealthy and became worse"
        case .personDidTheSame: "PersonDidTheSame: a person made the planned change"
        case .personDidOther: "PersonDidOther: a person made a different change"
        }
    }
}
