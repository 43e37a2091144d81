import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// What is sent, and what then takes place, is held against what is stored.
extension World {
    /// What has passed the fence and leaves the process now.
    func checkSent(_ effect: Effect, by process: Operator) {
        guard let what = effect.leadersWrite else { return }
        checkLead(what, process)
        guard case .change(_, let change) = effect,
            let remediation = stored(Remediation.self, change.remediation),
            remediation.metadata.uid == change.remediationUID
        else { return }
        checkRecord(change, remediation)
        if change.purpose != .undo { checkSingleFlight(change, remediation) }
    }

    private func checkLead(_ what: String, _ process: Operator) {
        guard let lease, lease.holder != process.identity || lease.transitions != process.token else { return }
        breach(.s12, "fence", "process \(process.number) sends \(what) with token \(process.token); \(lease)")
    }

    /// The intent and the way back are stored.
    private func checkRecord(_ change: ClusterChange, _ remediation: Remediation) {
        guard let intent = remediation.status?.intents.last, intent.outcome == .pending,
            intent.purpose == change.purpose
        else { return breach(.s2, "record", "\(change.purpose) by \(change.remediation) is sent without its record") }
        if case .evict(let key, let uid) = change.write, intent.pod != PodReference(name: key.name, uid: uid) {
            breach(.s2, "record", "another pod than \(key) is recorded by \(change.remediation)")
        }
    }

    private func checkSingleFlight(_ change: ClusterChange, _ remediation: Remediation) {
        let target = remediation.spec.targetRef
        let other = ledger.remediations.values.first { other in
            other.metadata.uid != remediation.metadata.uid && other.spec.targetRef.name == target.name
                && (other.status?.phase.isInFlight == true || other.status?.intents.last?.outcome == .pending)
        }
        guard let other else { return }
        breach(.s11, "single flight", "\(change.remediation) changes \(target.name) beside \(other.key)")
    }

    /// - Parameter revision: of the store before the request.
    func checkArrived(_ effect: Effect, _ answer: Reply, since revision: UInt64, from process: Operator) {
        let changes = (try? cluster.store.changes(since: revision)) ?? []
        guard case .change(_, let change) = effect else {
            for written in changes where written.resource.group != EvenkeelAPIGroup.name {
                breach(.s1, "own objects", "\(EffectKind(effect)) wrote \(written.resource.kind) \(written.object.key)")
            }
            return
        }
        if change.isDryRun {
            if !changes.isEmpty { breach(.s1, "dry run", "a dry run of \(change.remediation) changed something") }
            return
        }
        tally.counts["changes sent", default: 0] += 1
        guard !changes.isEmpty else { return }
        let remediation = ledger.remediations[change.remediation]
        tally.counts["changes made: \(change.purpose.rawValue)", default: 0] += 1
        checkOnce(change)
        for written in changes { checkWritten(written, change, remediation) }
        if change.purpose != .undo, let remediation { checkIncident(change, remediation) }
        ledger.note(change, of: remediation, at: now)
    }

    private func checkOnce(_ change: ClusterChange) {
        let uid = change.remediationUID
        switch change.purpose {
        case .change:
            if ledger.count(.change, by: uid) > 0 { breach(.s3, "once", "\(change.remediation) changed twice") }
            if ledger.count(.undo, by: uid) > 0 { breach(.s3, "once", "\(change.remediation) changed after its undo") }
        case .undo:
            if ledger.count(.undo, by: uid) > 0 { breach(.s3, "once", "\(change.remediation) was undone twice") }
        case .evict:
            let isAgain = ledger.changes[uid]?.contains { $0.change.write == change.write } ?? false
            if isAgain { breach(.s3, "once", "\(change.remediation) evicted the same pod twice") }
        }
    }

    private func checkWritten(_ written: StoredChange, _ change: ClusterChange, _ remediation: Remediation?) {
        switch change.write {
        case .evict:
            if written.resource == .pods { checkBudget(written.object) }
        case .patch, .patchStatus:
            guard let plan = remediation?.spec.plan, let previous = written.previous else { return }
            checkNobodyElse(plan, change, previous.json, written.object.json)
            if change.purpose == .change {
                let mark = written.object.annotations[EvenkeelAPIGroup.Annotation.lastRemediation]
                if mark != change.remediationUID { breach(.s3, "mark", "\(change.remediation) left no mark") }
            }
        }
    }

    /// The fields held what was recorded, and nothing else is touched.
    private func checkNobodyElse(_ plan: Plan, _ change: ClusterChange, _ before: JSON, _ after: JSON) {
        for field in plan.changes {
            guard let path = JSONPointer(field.path) else { continue }
            let expected = change.purpose == .undo ? field.to : field.from
            if (before[path] ?? .null) != (expected ?? .null) {
                breach(.s6, "overwritten", "\(change.remediation) overwrote \(field.path)")
            }
        }
        if Self.bare(before, plan) != Self.bare(after, plan) {
            breach(.s6, "elsewhere", "\(change.remediation) touched more than its plan says")
        }
    }

    /// Without what the plan changes, the mark, and what every write changes.
    private static func bare(_ object: JSON, _ plan: Plan) -> JSON {
        var json = object
        json["status"] = nil
        for member in ["resourceVersion", "generation", "managedFields"] { json.set(nil, at: "metadata", member) }
        json.set(nil, at: "metadata", "annotations", EvenkeelAPIGroup.Annotation.lastRemediation)
        if json.at("metadata", "annotations") == .object([:]) { json.set(nil, at: "metadata", "annotations") }
        for field in plan.changes {
            guard let path = JSONPointer(field.path) else { continue }
            json.blank(path.tokens[...])
        }
        return json
    }

    /// No budget has fewer healthy pods than it wants because of an eviction.
    private func checkBudget(_ pod: KubernetesObject) {
        guard Pod(pod)?.isReady == true else { return }
        let pods = cluster.store.list(.pods, namespace: pod.namespace).compactMap { Pod($0) }
        for budget in cluster.store.list(.podDisruptionBudgets, namespace: pod.namespace).compactMap({
            DisruptionBudget($0)
        })
        where budget.selector.matches(pod.labels) {
            let healthy = pods.count { $0.isReady && !$0.isBeingDeleted && budget.selector.matches($0.labels) }
            let wanted = budget.minAvailable?.resolved(of: budget.expectedPods, roundingUp: true) ?? 0
            if healthy < wanted {
                breach(.s5, "budget", "\(budget.name) has \(healthy) of \(wanted) after an eviction")
            }
        }
    }

    /// The same action is not tried twice for one incident, and rests after it was made.
    private func checkIncident(_ change: ClusterChange, _ remediation: Remediation) {
        let rule = Ledger.rule(remediation.spec.policyRef.uid, remediation.spec.rule)
        guard let last = ledger.lastOfRule[rule], last.change.remediationUID != change.remediationUID,
            last.targetUID == remediation.spec.targetRef.uid,
            !ledger.deletedByPeople.contains(last.change.remediationUID)
        else { return }
        if ledger.lastWell[rule].map({ $0 <= last.at }) ?? true {
            breach(.s9, "same incident", "\(change.remediation) tries again what \(last.change.remediation) did")
        }
        checkRest(change, remediation, after: last)
    }

    /// With five minutes to spare, since clocks are set.
    private func checkRest(_ change: ClusterChange, _ remediation: Remediation, after last: Ledger.Change) {
        guard let ended = ledger.remediations[last.change.remediation]?.status?.endedAt,
            let cooldown = policyRule(of: remediation)?.cooldown.seconds, now < ended + cooldown - 300
        else { return }
        breach(.s9, "rest", "\(change.remediation) changes \(Int(now - ended)) s after \(last.change.remediation)")
    }
}

extension JSON {
    /// Takes out what is at the path, whatever it is.
    fileprivate mutating func blank(_ path: ArraySlice<String>) {
        guard let first = path.first else { return }
        if path.count == 1 {
            if case .array(var elements) = self, let index = Int(first), elements.indices.contains(index) {
                elements[index] = .null
                self = .array(elements)
            } else {
                self[first] = nil
            }
            return
        }
        if case .array(var elements) = self, let index = Int(first), elements.indices.contains(index) {
            elements[index].blank(path.dropFirst())
            self = .array(elements)
        } else if var child = self[first] {
            child.blank(path.dropFirst())
            self[first] = child
        }
    }
}
