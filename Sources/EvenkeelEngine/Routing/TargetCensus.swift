import EvenkeelAPI
import KubernetesTypes

/// How many targets there are in each namespace, and how many of them are unhealthy, kept up to date so that nobody has
/// to walk all policies to know. Several policies of one target count once.
struct TargetCensus: Sendable {
    struct Target: Hashable, Sendable {
        var kind: WorkloadKind
        var name: String
    }

    /// What one policy says of its target.
    struct Entry: Hashable, Sendable {
        var namespace: String
        var target: Target
        var isUnhealthy: Bool

        /// `nil` where the policy was not evaluated, or cannot be used.
        init?(_ track: PolicyMachine) {
            guard let evaluation = track.evaluation, track.problem == nil else { return nil }
            let target = track.policy.spec.targetRef
            namespace = track.policy.metadata.namespace ?? ""
            self.target = Target(kind: target.kind, name: target.name)
            // What cannot be seen just now is as it was: what takes the sight away may be the very trouble.
            isUnhealthy = track.findings.contains { name, finding in
                finding.isBad
                    || finding.evidence.quality != .ok && track.signals[name]?.wasBad(at: evaluation.at) == true
            }
        }
    }

    private struct Votes: Sendable {
        var policies = 0
        var unhealthy = 0
    }

    private struct Namespace: Sendable {
        var targets: [Target: Votes] = [:]
        var unhealthy = 0
    }

    private var entries: [ObjectKey: Entry] = [:]
    private var namespaces: [String: Namespace] = [:]

    mutating func set(_ policy: ObjectKey, _ entry: Entry?) {
        let old = entries[policy]
        guard old != entry else { return }
        if let old { count(old, by: -1) }
        entries[policy] = entry
        if let entry { count(entry, by: 1) }
    }

    private mutating func count(_ entry: Entry, by step: Int) {
        var namespace = namespaces[entry.namespace] ?? Namespace()
        var votes = namespace.targets[entry.target] ?? Votes()
        if votes.unhealthy > 0 { namespace.unhealthy -= 1 }
        votes.policies += step
        if entry.isUnhealthy { votes.unhealthy += step }
        if votes.unhealthy > 0 { namespace.unhealthy += 1 }
        namespace.targets[entry.target] = votes.policies > 0 ? votes : nil
        namespaces[entry.namespace] = namespace.targets.isEmpty ? nil : namespace
    }

    /// Of the namespaces that are meant.
    func count(where isMeant: (String) -> Bool) -> (unhealthy: Int, total: Int) {
        namespaces.reduce(into: (0, 0)) { sum, namespace in
            guard isMeant(namespace.key) else { return }
            sum.0 += namespace.value.unhealthy
            sum.1 += namespace.value.targets.count
        }
    }
}
