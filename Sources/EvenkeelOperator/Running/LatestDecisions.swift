import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import Logging

/// The last decision about each Remediation, as the audit log names it, so that what is done for it carries its id.
struct LatestDecisions {
    /// More than these, such as proposals that could never be stored, and all are forgotten: only ids are lost.
    private static let limit = 10_000
    private var latest: [ObjectKey: String] = [:]

    /// - Parameter logger: hears what is thought of rules, at `debug`.
    mutating func take(_ observation: Observation, _ effects: [Effect], _ logger: Logger) {
        if case .remediationDeleted(let key) = observation { latest[key] = nil }
        for case .audit(let entry) in effects {
            if let key = entry.remediation, let decision = entry.decision {
                if latest.count >= Self.limit, latest[key] == nil { latest = [:] }
                latest[key] = decision
            }
            guard entry.event == .judged else { continue }
            logger.debug(
                "judged: \(entry.message)",
                metadata: [
                    "policy": "\(entry.policy.map { "\($0)" } ?? "")", "rule": "\(entry.rule ?? "")",
                    "decision": "\(entry.decision ?? "")",
                ])
        }
    }

    /// `nil` for what is done for no decision about a Remediation.
    func reason(for effect: Effect) -> String? {
        switch effect {
        case .createRemediation(_, let remediation, _): latest[remediation.key]
        case .change(_, let change): latest[change.remediation]
        default: nil
        }
    }
}
