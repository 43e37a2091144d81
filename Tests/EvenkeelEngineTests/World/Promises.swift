import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// What took place in the cluster by Evenkeel's hand.
struct Ledger: Sendable {
    struct Entry: Hashable, Sendable {
        var at: Timestamp
        var change: ClusterChange
    }

    var changes: [Entry] = []
    var dryRuns: [ClusterChange] = []
    var events: [EventRecord] = []
    var audit: [AuditEntry] = []

    func count(_ purpose: Intent.Purpose) -> Int { changes.filter { $0.change.purpose == purpose }.count }
}

// The promises S1 to S11, asserted with every change.
extension World {
    /// When the engine asks for a change.
    mutating func checkPromises(_ effect: Effect) {
        guard case .change(_, let change) = effect, !change.isDryRun else { return }
        let remediation = self.remediation(change.remediation.name)
        let policy = remediation.flatMap { self.policy($0.spec.policyRef.name) }
        if let mode = policy?.spec.mode, mode == .observe || mode == .shadow {
            violate("S1", "changed in \(mode)", change)
        }
        checkIntent(change, remediation)
        if change.purpose != .undo, let remediation, let policy { checkApproval(change, remediation, policy) }
        checkPreconditions(change, remediation)
        if policy?.spec.suspend == true { violate("S8", "changed while suspended", change) }
        if guardrails.contains(where: \.spec.paused) { violate("S8", "changed while paused", change) }
        checkSingleFlight(change, remediation)
    }

    private mutating func violate(_ promise: String, _ what: String, _ change: ClusterChange) {
        violations.append("\(promise) at \(now.microTime): \(what): \(change.purpose) by \(change.remediation)")
    }

    private mutating func checkIntent(_ change: ClusterChange, _ remediation: Remediation?) {
        guard let intent = remediation?.status?.intents.last, intent.outcome == .pending,
            intent.purpose == change.purpose
        else { return violate("S2", "no record is stored", change) }
        if case .evict(let key, let uid) = change.write, intent.pod != PodReference(name: key.name, uid: uid) {
            violate("S2", "another pod is recorded", change)
        }
    }

    private mutating func checkApproval(
        _ change: ClusterChange, _ remediation: Remediation, _ policy: RemediationPolicy
    ) {
        let rule = policy.spec.rules.first { $0.name == remediation.spec.rule }
        if remediation.spec.confidence < rule?.minimumConfidence ?? Percentage(fraction: 0) {
            violate("S4", "confidence \(remediation.spec.confidence)", change)
        }
        guard policy.spec.mode == .suggest || rule?.approval.mode == .always else { return }
        let text = remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.approve] ?? ""
        let expiry = remediation.metadata.creationTimestamp.map { $0 + (rule?.approval.expiresAfter.seconds ?? 0) }
        let by = remediation.metadata.annotations?[EvenkeelAPIGroup.Annotation.approvedBy] ?? ""
        if by.isEmpty || !remediation.spec.plan.isNamed(by: text) || expiry.map({ now >= $0 }) == true {
            violate("S4", "not approved", change)
        }
    }

    private mutating func checkPreconditions(_ change: ClusterChange, _ remediation: Remediation?) {
        let patch: JSONPatch
        switch change.write {
        case .patch(_, let made), .patchStatus(_, let made): patch = made
        case .evict, .create, .delete: return
        }
        guard let plan = remediation?.spec.plan else { return }
        let tested = Set(
            patch.operations.compactMap { operation -> JSONPointer? in
                if case .test(let path, _) = operation { path } else { nil }
            })
        let needed = plan.changes.compactMap { JSONPointer($0.path) } + [JSONPointer(["metadata", "uid"])]
        if !needed.allSatisfy(tested.contains) { violate("S6", "a field is not tested", change) }
    }

    private mutating func checkSingleFlight(_ change: ClusterChange, _ remediation: Remediation?) {
        guard change.purpose != .undo, let remediation else { return }
        let rivals = remediations.filter { other in
            other.metadata.uid != remediation.metadata.uid && other.phase.isInFlight
                && other.spec.targetRef.name == remediation.spec.targetRef.name
        }
        if !rivals.isEmpty { violate("S11", "\(rivals.count) others are in flight", change) }
    }

    /// When a change has taken place.
    mutating func tookPlace(_ change: ClusterChange) {
        let before = ledger.changes.filter {
            $0.change.remediationUID == change.remediationUID && $0.change.purpose == change.purpose
        }
        switch change.purpose {
        case .change, .undo: if !before.isEmpty { violate("S3", "changed twice", change) }
        case .evict:
            if before.contains(where: { $0.change.write == change.write }) { violate("S3", "evicted twice", change) }
        }
        ledger.changes.append(.init(at: now, change: change))
        if change.purpose == .evict { checkBudgets(change) }
    }

    private mutating func checkBudgets(_ change: ClusterChange) {
        guard case .evict(let key, _) = change.write else { return }
        for budget in cluster.all(.podDisruptionBudgets).compactMap({ DisruptionBudget($0) }) {
            let healthy = pods.filter {
                budget.selector.matches($0.labels) && $0.isReady && !$0.isBeingDeleted && $0.name != key.name
            }.count
            let was = budget.currentHealthy
            if healthy < budget.desiredHealthy, healthy < was { violate("S5", "\(budget.name) is broken", change) }
        }
    }
}
