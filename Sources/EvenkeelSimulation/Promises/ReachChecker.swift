import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S1: in `Observe` and `Shadow`, by a dry run, and by anything but a change, nothing outside Evenkeel's own objects is
/// written.
final class ReachChecker: PromiseChecker {
    private let journal: Journal

    init(journal: Journal) { self.journal = journal }

    func wanted(_ wish: WantedChange) {
        guard let mode = wish.policy?.spec.mode, mode == .observe || mode == .shadow else { return }
        journal.breach(.s1, "mode", "\(wish.name) in mode \(mode)")
    }

    func arrived(_ arrival: Arrival) {
        if case .change(_, let change) = arrival.effect {
            guard !arrival.written.isEmpty else { return }
            return journal.breach(.s1, "dry run", "a dry run of \(change.remediation) changed something")
        }
        for written in arrival.written where written.resource.group != EvenkeelAPIGroup.name {
            journal.breach(
                .s1, "own objects", "\(EffectKind(arrival.effect)) wrote \(written.resource.kind) \(written.object.key)"
            )
        }
    }
}
