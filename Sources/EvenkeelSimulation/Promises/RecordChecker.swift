import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S2: the intent and the undo patch are stored before a change is sent.
final class RecordChecker: PromiseChecker {
    private let journal: Journal

    init(journal: Journal) { self.journal = journal }

    func sent(_ change: ClusterChange, for remediation: Remediation) {
        guard let intent = remediation.status?.intents.last, intent.outcome == .pending,
            intent.purpose == change.purpose
        else {
            return journal.breach(
                .s2, "record", "\(change.purpose) by \(change.remediation) is sent without its record")
        }
        if case .evict(let key, let uid) = change.write, intent.pod != PodReference(name: key.name, uid: uid) {
            journal.breach(.s2, "record", "another pod than \(key) is recorded by \(change.remediation)")
        }
    }
}
