import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// What the engine writes about its remediations is held against what it was shown.
extension World {
    func checkCreation(_ remediation: Remediation, by process: Operator) {
        let digest = "sha256:" + Self.digest(of: remediation)
        if remediation.spec.plan.digest != digest {
            breach(.s4, "digest", "the digest of \(remediation.key) is not over all of its plan")
        }
        let key = ObjectKey(namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
        guard let policy = process.told.policies[key],
            let rule = policy.spec.rules.first(where: { $0.name == remediation.spec.rule })
        else { return }
        if remediation.spec.confidence < rule.minimumConfidence {
            breach(.s4, "confidence", "\(remediation.key) was proposed at \(remediation.spec.confidence)")
        }
        guard let evaluation = process.told.evaluations[key]?.last, evaluation.generation == policy.metadata.generation
        else { return }
        let verdict = evaluation.isTargetKnown ? evaluation.verdict(rule.when) : .unusable
        if verdict == .unusable || verdict == .good {
            breach(.s7, "evidence", "\(remediation.key) was proposed on an evaluation that was \(verdict)")
        }
    }

    func checkStatus(_ id: EffectID, _ remediation: Remediation, by process: Operator) {
        guard let status = remediation.status else { return }
        let old = ledger.remediations[remediation.key]?.status
        ledger.writing[process.number, default: [:]][id] = .init(
            at: now, uid: remediation.metadata.uid ?? "", old: old?.phase, new: status.phase)
        checkExplained(status, remediation)
        let key = ObjectKey(namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
        let policy = process.told.policies[key]
        let rule = policy?.spec.rules.first { $0.name == remediation.spec.rule }
        if let rule, status.phase != old?.phase { checkRecovery(status, remediation, rule, key, process) }
        if let rule, let old, old.phase == .verifying, status.phase == .failed {
            checkUndone(remediation, rule, key, old, process)
        }
        if status.phase == .executing, old?.phase != .executing { checkBudgets(remediation, process) }
        checkClaims(status, old)
        if status.intents.last?.purpose == .evict, status.intents.last?.outcome == .pending,
            status.intents.last != old?.intents.last
        {
            checkEvictable(status.intents.last?.pod, key, process)
        }
    }

    /// Recovery needs its own streak of evaluations that had something to say.
    private func checkRecovery(
        _ status: RemediationStatus, _ remediation: Remediation, _ rule: Rule, _ key: ObjectKey, _ process: Operator
    ) {
        guard status.phase == .succeeded || status.phase == .recovered else { return }
        var count = 0
        for evaluation in (process.told.evaluations[key] ?? []).reversed() {
            if status.phase == .succeeded, evaluation.at <= status.changedAt ?? evaluation.at { break }
            switch evaluation.verdict(rule.when) {
            case .good, .open: count += 1
            case .unusable: continue
            case .bad:
                if count < rule.verify.recovered { count = -1_000_000 }
            }
            if count >= rule.verify.recovered { return }
        }
        breach(
            .s7, "recovery",
            "\(remediation.key) became \(status.phase.rawValue) without \(rule.verify.recovered) good evaluations in a row"
        )
    }

    /// What did not help is undone, where it can be and where it is known that it did not help.
    private func checkUndone(
        _ remediation: Remediation, _ rule: Rule, _ key: ObjectKey, _ old: RemediationStatus, _ process: Operator
    ) {
        let plan = remediation.spec.plan
        guard !plan.changes.isEmpty, plan.action != .restart, let changed = old.changedAt else { return }
        let evaluations = (process.told.evaluations[key] ?? []).filter { $0.at > changed }
        guard evaluations.count > rule.verify.recovered + 1, evaluations.allSatisfy({ $0.verdict(rule.when) == .bad }),
            let interval = process.told.policies[key]?.spec.interval.seconds
        else { return }
        // An evaluation that was never answered breaks the row: what is known is too little then.
        let row = evaluations.suffix(rule.verify.recovered + 2).map(\.at) + [process.clock(now)]
        guard zip(row, row.dropFirst()).allSatisfy({ $1 - $0 < 2 * interval }) else { return }
        breach(.s9, "undo", "\(remediation.key) failed its verification and was not undone")
    }

    /// The guardrails' budgets, counted from what is stored.
    private func checkBudgets(_ remediation: Remediation, _ process: Operator) {
        let others = ledger.remediations.values.filter { $0.metadata.uid != remediation.metadata.uid }
        let clock = process.clock(now)
        for guardrail in process.told.guardrails.values {
            if let limit = guardrail.spec.budgets?.concurrent {
                let count = others.count { $0.status?.phase.isInFlight == true }
                if count >= limit {
                    breach(
                        .s11, "concurrency", "\(remediation.key) begins beside \(count) others; \(limit) are allowed")
                }
            }
            if let limit = guardrail.spec.budgets?.perHour {
                // Well within the hour: clocks differ.
                let count = others.count { other in
                    other.status?.intents.first { $0.purpose != .undo && $0.outcome == .done }
                        .map { clock - $0.at >= 0 && clock - $0.at < 3000 } ?? false
                }
                if count >= limit {
                    breach(
                        .s11, "rate", "\(remediation.key) begins after \(count) others; \(limit) an hour are allowed")
                }
            }
        }
    }

    /// A pod that is called evicted is not there any more.
    private func checkClaims(_ status: RemediationStatus, _ old: RemediationStatus?) {
        guard let claimed = status.intents.last, claimed.purpose == .evict, claimed.outcome == .done,
            old?.intents.last?.outcome == .pending, let pod = claimed.pod
        else { return }
        let living = cluster.store.list(.pods, namespace: Self.namespace).contains {
            $0.uid == pod.uid && !$0.isBeingDeleted
        }
        if living { breach(.s5, "claimed", "\(pod.name) is called evicted and lives") }
    }

    private func checkEvictable(_ pod: PodReference?, _ key: ObjectKey, _ process: Operator) {
        guard let pod, let evaluation = process.told.evaluations[key]?.last, evaluation.protectedPods.contains(pod.uid)
        else { return }
        breach(.s5, "waiting", "\(pod.name) is to be evicted although its disruption budget allows none")
    }

    /// The API server's answer to a status: whoever is to be called is called.
    func checkAnswered(_ observation: Observation, _ effects: [Effect], _ process: Operator) {
        for case .recordEvent(let event) in effects {
            if let phase = Phase(rawValue: event.reason) { ledger.told[event.regardingUID, default: [:]][phase] = now }
        }
        guard case .answered(let id, let outcome) = observation,
            let write = ledger.writing[process.number]?.removeValue(forKey: id), case .done = outcome,
            write.new != write.old, write.new == .failed || write.new == .undone
        else { return }
        // Perhaps earlier: of an answer that is long in coming, the engine has read meanwhile what it would say.
        guard let at = ledger.told[write.uid]?[write.new], at >= write.at else {
            return breach(.s9, "escalation", "nobody was told of a remediation that became \(write.new.rawValue)")
        }
    }
}

// Every decision is explained, and the same observations give the same decision.
extension World {
    func checkExplained(_ status: RemediationPolicyStatus) {
        for rule in status.rules where rule.verdict == .triggered || rule.verdict == .watching {
            if rule.gates.count < 10 || rule.message.isEmpty || rule.gates.contains(where: \.message.isEmpty) {
                breach(.s10, "explained", "rule \(rule.name) is \(rule.verdict.rawValue) and does not say why")
            }
        }
        for signal in status.signals where signal.explanation.isEmpty {
            breach(.s10, "explained", "signal \(signal.signal) is not explained")
        }
    }

    func checkExplained(_ status: RemediationStatus, _ remediation: Remediation) {
        let decided: Set<Phase> = [.held, .awaitingApproval, .executing, .verifying, .shadowed, .expired]
        if decided.contains(status.phase), status.gates.count < 10 || status.gates.contains(where: \.message.isEmpty) {
            breach(.s10, "explained", "\(remediation.key) is \(status.phase.rawValue) without its gates")
        }
        if status.phase != .proposed, status.timeline.last?.message.isEmpty ?? true {
            breach(.s10, "explained", "\(remediation.key) is \(status.phase.rawValue) and does not say why")
        }
    }

    func checkTwin(_ process: Operator, _ observation: Observation, _ clock: Timestamp, _ effects: [Effect]) {
        guard process.twin != nil, let again = process.twin?.step(observation, now: clock) else { return }
        if again != effects { breach(.s10, "replay", "the same observation gave other effects: \(again)") }
    }
}
