import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// The information for a decision: the plan, its digest, the evidence and the consequence.
struct RemediationSheet: Sendable {
    let remediation: Remediation
    let verb: RemediationVerb

    var lines: [String] {
        let (spec, plan) = (remediation.spec, remediation.spec.plan)
        var lines = [
            "Remediation \(remediation.key), \(remediation.phase.rawValue)",
            "  plan      \(plan.summary)",
        ]
        lines += plan.changes.prefix(20).map {
            "            \($0.path): \(Self.shown($0.from)) -> \(Self.shown($0.to))"
        }
        if plan.changes.count > 20 { lines.append("            and \(plan.changes.count - 20) more fields") }
        lines += [
            "  digest    \(plan.digest)",
            "  rule      \(spec.rule) of policy \(spec.policyRef.name), mode \(spec.mode.rawValue), confidence "
                + "\(spec.confidence)",
        ]
        lines += spec.evidence.prefix(10).map { "  evidence  \($0.signal): \($0.explanation)" }
        lines += held.prefix(10).map { "  held by   \($0.name): \($0.message)" }
        lines.append("  \(verb.name.padded(to: 8))  \(verb.consequence(remediation))")
        return lines
    }

    /// The gates that hold, except the approval.
    private var held: [GateStatus] {
        guard remediation.phase.isWaiting else { return [] }
        return (remediation.status?.gates ?? []).filter { $0.verdict != .pass && $0.name != .approval }
    }

    private static func shown(_ value: JSON?) -> String {
        guard let value else { return "(absent)" }
        let text = value.serializedString
        return text.count > 120 ? "\(text.prefix(117))..." : text
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self
    }
}
