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

    private var tracks: [ObjectKey: RemediationMachine] = [:]
    private var ofPolicy: [String: Set<ObjectKey>] = [:]
    private var ofTarget: [Target: Set<ObjectKey>] = [:]
    /// Those of which something may still come.
    private(set) var open: Set<ObjectKey> = []
    /// Those that an evaluation may still move on, or that wait for their grade: most of a long history is at rest.
    private var active: [String: Set<ObjectKey>] = [:]
    /// In hindsight, by policy.
    private var grades: [String: [ObjectKey: Grade]] = [:]
    /// When each has ended, by policy.
    private var ended: [String: [ObjectKey: Timestamp]] = [:]
    /// When each was begun, as far as budgets may ask.
    private var begun: [ObjectKey: Timestamp] = [:]

    subscript(key: ObjectKey) -> RemediationMachine? {
        get { tracks[key] }
        set {
            if let old = tracks[key], old.uid != newValue?.uid { forget(old) }
            tracks[key] = newValue
            if let newValue { note(newValue) }
        }
    }

    /// The uids of the policies that have any.
    var policies: Dictionary<String, Set<ObjectKey>>.Keys { ofPolicy.keys }

    /// Those of a policy, in the order of their names.
    func of(policy uid: String) -> [RemediationMachine] { sorted(ofPolicy[uid] ?? []) }

    /// Those of a policy that are not at rest, in the order of their names.
    func active(of uid: String) -> [RemediationMachine] { sorted(active[uid] ?? []) }

    /// Those of a policy of which something may still come, in the order of their names.
    func open(of uid: String) -> [RemediationMachine] {
        sorted((active[uid] ?? []).intersection(open))
    }

    func grades(of uid: String) -> [Grade] { grades[uid].map { Array($0.values) } ?? [] }

    /// Whether a policy has more than so many, or one that ended before the time.
    func holds(of uid: String, moreThan limit: Int, orEndedBefore time: Timestamp) -> Bool {
        ofPolicy[uid]?.count ?? 0 > limit || ended[uid]?.values.contains { $0 < time } ?? false
    }

    /// All that a gate may ask about: the same policy's, the same target's, what is under way anywhere, and what was begun
    /// in the last hour.
    func concerning(_ policy: RemediationPolicy, except key: ObjectKey?, now: Timestamp) -> [RemediationMachine] {
        var keys = open.union(ofPolicy[policy.metadata.uid ?? ""] ?? [])
        let target = Target(namespace: policy.metadata.namespace, policy.spec.targetRef)
        keys.formUnion(ofTarget[target] ?? [])
        for (key, at) in begun where now - at < 3600 { keys.insert(key) }
        if let key { keys.remove(key) }
        return sorted(keys)
    }

    /// The name of another one that is in flight on the same target, or changes the same object.
    func inFlight(beside track: RemediationMachine) -> String? {
        let object = track.remediation.spec.plan.object.uid
        let beside = open.filter { key in
            guard key != track.key, let other = tracks[key]?.effective, other.status?.isInFlight == true else {
                return false
            }
            return Target(other) == Target(track.remediation) || other.spec.plan.object.uid == object
        }
        return beside.min()?.name
    }

    /// All that budgets count: what is under way anywhere, and what was begun in the last hour.
    func counted(now: Timestamp) -> [RemediationMachine] {
        var keys = open
        for (key, at) in begun where now - at < 3600 { keys.insert(key) }
        return sorted(keys)
    }

    /// The earliest time at which one of them wants to go on by itself.
    var nextWake: Timestamp? { open.lazy.compactMap { tracks[$0]?.nextWake }.min() }

    private func sorted(_ keys: Set<ObjectKey>) -> [RemediationMachine] {
        keys.sorted().compactMap { tracks[$0] }
    }

    private mutating func note(_ track: RemediationMachine) {
        let (key, remediation) = (track.key, track.remediation)
        let policy = remediation.spec.policyRef.uid
        ofPolicy[policy, default: []].insert(key)
        ofTarget[Target(remediation), default: []].insert(key)
        begun[key] = remediation.status?.begunAt
        if track.isOpen { open.insert(key) } else { open.remove(key) }
        if track.isAtRest { active[policy]?.remove(key) } else { active[policy, default: []].insert(key) }
        grades[policy, default: [:]][key] = remediation.status?.grade
        ended[policy, default: [:]][key] = remediation.status?.endedAt
    }

    private mutating func forget(_ track: RemediationMachine) {
        let (key, remediation) = (track.key, track.remediation)
        let policy = remediation.spec.policyRef.uid
        ofPolicy[policy]?.remove(key)
        active[policy]?.remove(key)
        grades[policy]?[key] = nil
        ended[policy]?[key] = nil
        if ofPolicy[policy]?.isEmpty == true {
            (ofPolicy[policy], active[policy], grades[policy], ended[policy]) = (nil, nil, nil, nil)
        }
        ofTarget[Target(remediation)]?.remove(key)
        if ofTarget[Target(remediation)]?.isEmpty == true { ofTarget[Target(remediation)] = nil }
        begun[key] = nil
        open.remove(key)
    }
}

extension RemediationBook.Target {
    fileprivate init(namespace: String?, _ reference: TargetReference) {
        self.namespace = namespace
        kind = reference.kind
        name = reference.name
    }
}
