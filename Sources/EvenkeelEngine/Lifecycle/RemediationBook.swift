import EvenkeelAPI
import KubernetesTypes

/// The Remediations that are known, with the ways in which they are looked up, so that no step has to walk over the whole
/// fleet's history.
struct RemediationBook: Sendable {
    fileprivate struct Target: Sendable, Hashable {
        var namespace: String?
        var kind: WorkloadKind
        var name: String

        init(_ remediation: Remediation) {
            namespace = remediation.metadata.namespace
            kind = remediation.spec.targetRef.kind
            name = remediation.spec.targetRef.name
        }
    }

    private var tracks: [ObjectKey: RemediationTrack] = [:]
    private var ofPolicy: [String: Set<ObjectKey>] = [:]
    private var ofTarget: [Target: Set<ObjectKey>] = [:]
    /// Those of which something may still come.
    private(set) var unsettled: Set<ObjectKey> = []
    /// When each was begun, as far as budgets may ask.
    private var begun: [ObjectKey: Timestamp] = [:]

    subscript(key: ObjectKey) -> RemediationTrack? {
        get { tracks[key] }
        set {
            if let old = tracks[key], old.uid != newValue?.uid { forget(old) }
            tracks[key] = newValue
            if let newValue { note(newValue) }
        }
    }

    /// Those of a policy, in the order of their names.
    func of(policy uid: String) -> [RemediationTrack] { sorted(ofPolicy[uid] ?? []) }

    /// All that a gate may ask about: the same policy's, the same target's, what is under way anywhere, and what was begun
    /// in the last hour.
    func concerning(_ policy: RemediationPolicy, except key: ObjectKey?, now: Timestamp) -> [RemediationTrack] {
        var keys = unsettled.union(ofPolicy[policy.metadata.uid ?? ""] ?? [])
        let target = Target(namespace: policy.metadata.namespace, policy.spec.targetRef)
        keys.formUnion(ofTarget[target] ?? [])
        for (key, at) in begun where now - at < 3600 { keys.insert(key) }
        if let key { keys.remove(key) }
        return sorted(keys)
    }

    /// All that budgets count: what is under way anywhere, and what was begun in the last hour.
    func counted(now: Timestamp) -> [RemediationTrack] {
        var keys = unsettled
        for (key, at) in begun where now - at < 3600 { keys.insert(key) }
        return sorted(keys)
    }

    /// The earliest time at which one of them wants to go on by itself.
    var nextWake: Timestamp? { unsettled.lazy.compactMap { tracks[$0]?.nextWake }.min() }

    private func sorted(_ keys: Set<ObjectKey>) -> [RemediationTrack] {
        keys.sorted().compactMap { tracks[$0] }
    }

    private mutating func note(_ track: RemediationTrack) {
        let (key, remediation) = (track.key, track.remediation)
        ofPolicy[remediation.spec.policyRef.uid, default: []].insert(key)
        ofTarget[Target(remediation), default: []].insert(key)
        begun[key] = remediation.status?.begunAt
        if track.isUnsettled { unsettled.insert(key) } else { unsettled.remove(key) }
    }

    private mutating func forget(_ track: RemediationTrack) {
        let (key, remediation) = (track.key, track.remediation)
        ofPolicy[remediation.spec.policyRef.uid]?.remove(key)
        if ofPolicy[remediation.spec.policyRef.uid]?.isEmpty == true { ofPolicy[remediation.spec.policyRef.uid] = nil }
        ofTarget[Target(remediation)]?.remove(key)
        if ofTarget[Target(remediation)]?.isEmpty == true { ofTarget[Target(remediation)] = nil }
        begun[key] = nil
        unsettled.remove(key)
    }
}

extension RemediationBook.Target {
    fileprivate init(namespace: String?, _ reference: TargetReference) {
        self.namespace = namespace
        kind = reference.kind
        name = reference.name
    }
}
