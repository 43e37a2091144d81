import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// What the store tells: history is written from it, and from nothing that the engine says.
extension World {
    func note(_ change: StoredChange) {
        if change.resource == .deployments, change.kind != .deleted { noteForGit(change.object) }
        guard change.resource.kind == Remediation.kind else { return }
        let key = change.object.key
        guard change.kind != .deleted, let remediation = try? change.object.json.decoded(as: Remediation.self) else {
            ledger.remediations[key] = nil
            return
        }
        let old = ledger.remediations[key]?.status?.phase
        ledger.remediations[key] = remediation
        guard let phase = remediation.status?.phase, phase != old else { return }
        trace.note(
            .text("    \(key) is \(phase.rawValue): \(remediation.status?.timeline.last?.message ?? "")"), at: now)
        if phase.isFinal { tally.outcomes[phase.rawValue, default: 0] += 1 }
        notifyPeople(remediation, from: old)
    }
}
