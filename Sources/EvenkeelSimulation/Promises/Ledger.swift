import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// What took place in the cluster by Evenkeel's hand, as the world saw it.
struct Ledger {
    struct Change {
        var at: Timestamp
        var change: ClusterChange
        var policyUID: String
        var rule: String
        var targetUID: String?
    }

    /// Those that changed something, by the remediation's uid.
    private(set) var changes: [String: [Change]] = [:]
    /// The last one that was not an undo, by policy uid and rule.
    private(set) var lastOfRule: [String: Change] = [:]
    /// Every Remediation as it is stored.
    var remediations: [ObjectKey: Remediation] = [:]
    /// The uids of those that a person has deleted, which is how people let an action be tried once more.
    var deletedByPeople: Set<String> = []
    /// When the signals of a policy's rule were last seen well, or could have been.
    var lastWell: [String: Timestamp] = [:]
    /// Status writes that wait for their answer, by process.
    var writing: [Int: [EffectID: Writing]] = [:]
    /// When people were last told of a Remediation's phase, by its uid.
    var told: [String: [Phase: Timestamp]] = [:]

    /// What a status write makes of the phase.
    struct Writing: Sendable {
        var at: Timestamp
        var uid: String
        var old: Phase?
        var new: Phase
    }

    mutating func note(_ change: ClusterChange, of remediation: Remediation?, at now: Timestamp) {
        let entry = Change(
            at: now, change: change, policyUID: remediation?.spec.policyRef.uid ?? "",
            rule: remediation?.spec.rule ?? "", targetUID: remediation?.spec.targetRef.uid)
        changes[change.remediationUID, default: []].append(entry)
        if change.purpose != .undo { lastOfRule[Self.rule(entry.policyUID, entry.rule)] = entry }
    }

    static func rule(_ policyUID: String, _ name: String) -> String { "\(policyUID)/\(name)" }

    func count(_ purpose: Intent.Purpose, by uid: String) -> Int {
        changes[uid]?.count { $0.change.purpose == purpose } ?? 0
    }
}
