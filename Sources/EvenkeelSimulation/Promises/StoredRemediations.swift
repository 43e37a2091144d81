import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// Every Remediation as it is stored: written from what the store reports, and from nothing that the engine says.
final class StoredRemediations {
    private let journal: Journal
    private(set) var remediations: [ObjectKey: Remediation] = [:]

    init(journal: Journal) { self.journal = journal }

    /// - Returns: a Remediation that has come to another phase.
    func take(_ change: StoredChange) -> Remediation? {
        guard change.resource.kind == Remediation.kind else { return nil }
        let key = change.object.key
        guard change.kind != .deleted, let remediation = try? change.object.json.decoded(as: Remediation.self) else {
            remediations[key] = nil
            return nil
        }
        let old = remediations[key]?.status?.phase
        remediations[key] = remediation
        guard let phase = remediation.status?.phase, phase != old else { return nil }
        journal.note("    \(key) is \(phase.rawValue): \(remediation.status?.timeline.last?.message ?? "")")
        if phase.isFinal { journal.countOutcome(phase.rawValue) }
        return remediation
    }
}
