import Detection
public import EvenkeelAPI
import KubernetesTypes

/// How soon a Remediation was planned, changed its target and saw the recovery: seconds after the first bad sample.
///
/// The stored times have whole seconds, so that each may be off by one.
public struct ReactionTimes: Sendable, Hashable {
    public var planned: Double?
    public var changed: Double?
    /// Only after a change.
    public var recovered: Double?

    public init(_ remediation: Remediation) {
        let (start, status) = (remediation.spec.badSince, remediation.status)
        // Negative if the clocks of two machines differ.
        planned = remediation.metadata.creationTimestamp.map { max(0, $0 - start) }
        changed = status?.changedAt.map { max(0, $0 - start) }
        recovered = changed == nil ? nil : status?.incidentEndedAt.map { max(0, $0 - start) }
    }

    /// "planned 5 s, changed 6 s, recovered 25 s after the first bad sample"; `nil` if nothing is known.
    public var words: String? {
        let parts = [("planned", planned), ("changed", changed), ("recovered", recovered)].compactMap { name, time in
            time.map { "\(name) \(NumberText.duration($0))" }
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ") + " after the first bad sample"
    }
}
