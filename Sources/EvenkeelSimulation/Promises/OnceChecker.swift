import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S3: a remediation changes its target at most once, and marks it.
final class OnceChecker: PromiseChecker {
    private let journal: Journal
    /// What changed something, by the remediation's uid.
    private var changes: [String: [ClusterChange]] = [:]

    init(journal: Journal) { self.journal = journal }

    func changed(_ change: ClusterChange, _ arrival: Arrival) {
        checkOnce(change)
        changes[change.remediationUID, default: []].append(change)
        guard change.purpose == .change, arrival.remediation != nil else { return }
        for written in arrival.written where written.previous != nil {
            let mark = written.object.annotations[EvenkeelAPIGroup.Annotation.lastRemediation]
            if mark != change.remediationUID { journal.breach(.s3, "mark", "\(change.remediation) left no mark") }
        }
    }

    private func checkOnce(_ change: ClusterChange) {
        let earlier = changes[change.remediationUID] ?? []
        let name = change.remediation
        switch change.purpose {
        case .change:
            if earlier.contains(where: { $0.purpose == .change }) { breach("\(name) changed twice") }
            if earlier.contains(where: { $0.purpose == .undo }) { breach("\(name) changed after its undo") }
        case .undo:
            if earlier.contains(where: { $0.purpose == .undo }) { breach("\(name) was undone twice") }
        case .evict:
            if earlier.contains(where: { $0.write == change.write }) { breach("\(name) evicted the same pod twice") }
        }
    }

    private func breach(_ message: String) { journal.breach(.s3, "once", message) }
}
