import Cryptography
import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension Engine {
    func situation(
        _ track: PolicyMachine, _ rule: Rule, plan: Result<Plan, PlanRefusal>, remediation: RemediationMachine?,
        now: Timestamp
    ) -> Situation {
        let namespace = track.policy.metadata.namespace ?? ""
        let target = track.evaluation?.target ?? .unavailable("the target was not evaluated yet")
        let guardrails = guardrails(covering: namespace)
        let others = others(track, rule, remediation, under: guardrails, now: now)
        return Situation(
            now: now, policy: track.policy, rule: rule, memory: track.rules[rule.name] ?? RuleMemory(), target: target,
            evaluatedAt: track.evaluation?.at, plan: plan, problem: track.problem,
            remediation: remediation?.remediation,
            others: others, guardrails: guardrails, namespaceLabels: labels(ofNamespaces: others, and: namespace),
            openCircuitBreakers: openCircuitBreakers(at: now), silences: silences(track), approvals: approvals)
    }

    /// While all is well nobody asks for them, so that a quiet fleet costs nothing.
    private func others(
        _ track: PolicyMachine, _ rule: Rule, _ remediation: RemediationMachine?, under guardrails: [Guardrail],
        now: Timestamp
    ) -> [Remediation] {
        guard remediation != nil || track.rules[rule.name]?.finding?.state == .bad else { return [] }
        return remediations.concerning(track.policy, except: remediation?.key, now: now).map(\.effective)
            .concerning(track.policy.metadata.namespace, under: guardrails, labels: namespaceLabels)
    }

    private func labels(ofNamespaces others: [Remediation], and own: String) -> [String: [String: String]] {
        let namespaces = Set(others.map { $0.metadata.namespace ?? "" } + [own])
        return Dictionary(
            namespaces.compactMap { name in namespaceLabels[name].map { (name, $0) } }, uniquingKeysWith: { $1 })
    }

    /// In the order of their names.
    func guardrails(covering namespace: String) -> [Guardrail] {
        guardrails.values.map(\.guardrail).filter { $0.spec.covers(namespace, labels: namespaceLabels[namespace]) }
            .sorted { ($0.metadata.name ?? "") < ($1.metadata.name ?? "") }
    }

    /// What a decision at this moment rests on.
    func inputs(
        _ stage: DecisionInputs.Stage, _ policy: PolicyMachine, _ rule: Rule, _ track: RemediationMachine?,
        now: Timestamp
    ) -> DecisionInputs {
        let plan = track.map { Result<Plan, PlanRefusal>.success($0.remediation.spec.plan) }
        return DecisionInputs(
            stage: stage,
            situation: situation(
                policy, rule, plan: plan ?? .failure(PlanRefusal(.notPlanned, "not made yet")), remediation: track,
                now: now),
            revisions: policy.health.evidence, outliers: policy.outliers(of: rule), dryRunAt: track?.dryRunAt,
            recoveredEvaluations: stage == .verifying ? track?.recoveredEvaluations : nil,
            isSureOfRecovery: stage == .verifying
                ? track?.status.changedAt.flatMap { policy.isSureOfRecovery(rule, since: $0) } : nil,
            predecessorSeenAt: policy.predecessorSeenAt)
    }

    /// What a rule makes of its signals now.
    func judgement(_ policy: PolicyMachine, _ rule: Rule, now: Timestamp) -> DecisionRecord {
        let open = openRemediation(policy, rule)
        var inputs = inputs(.rule, policy, rule, open, now: now)
        // What is being written counts already.
        if let open { inputs.situation.remediation = open.effective }
        return DecisionRecord(inputs)
    }

    /// Makes a Remediation of every rule that is bad, sure and lasting, unless something refuses.
    ///
    /// - Returns: what was judged on the way, by rule, so that the status does not have to judge it again.
    mutating func propose(_ key: ObjectKey, now: Timestamp) -> [String: DecisionRecord] {
        guard let track = policies[key] else { return [:] }
        var judged: [String: DecisionRecord] = [:]
        for rule in track.policy.spec.rules where !track.creating.contains(rule.name) {
            guard let memory = track.rules[rule.name], memory.finding?.state == .bad, memory.isToBeDecided
            else { continue }
            policies[key]?.rules[rule.name]?.wasRaised = false
            let record = judgement(track, rule, now: now)
            judged[rule.name] = record
            guard record.outcome.choice == .propose, let plan = record.outcome.plan else { continue }
            create(plan, rule, memory, key, record, now: now)
        }
        return judged
    }

    /// The Remediation of the rule that has not come to its end.
    func openRemediation(_ track: PolicyMachine, _ rule: Rule) -> RemediationMachine? {
        remediations.open(of: track.uid).first { other in
            other.remediation.spec.rule == rule.name && !other.effective.phase.isFinal
        }
    }

    private mutating func create(
        _ plan: Plan, _ rule: Rule, _ memory: RuleMemory, _ key: ObjectKey, _ record: DecisionRecord, now: Timestamp
    ) {
        guard let policy = policies[key]?.policy, let finding = memory.finding else { return }
        let started = memory.incidentStartedAt ?? now
        var target = policy.spec.targetRef
        target.uid = policies[key]?.evaluation?.target.workload?.uid
        var metadata = ObjectMeta(
            name: Self.name(policy, rule, plan, started), namespace: policy.metadata.namespace)
        metadata.labels = ["evenkeel.dev/policy": String((policy.metadata.name ?? "").prefix(63))]
        let remediation = Remediation(
            metadata: metadata,
            spec: RemediationSpec(
                policyRef: PolicyReference(name: policy.metadata.name ?? "", uid: policy.metadata.uid ?? ""),
                rule: rule.name, mode: policy.spec.mode, owner: policy.spec.owner,
                serviceAccountName: policy.spec.serviceAccountName, targetRef: target,
                targetBefore: policies[key]?.evaluation?.target.workload?.state, incidentStartedAt: started,
                firstBadSampleAt: memory.firstBadSampleAt,
                confidence: Percentage(fraction: finding.confidence), evidence: finding.evidence, plan: plan))
        policies[key]?.creating.insert(rule.name)
        let decision = announce(remediation, policy, record, now: now)
        let id = makeEffectID(.creation(remediation.key, policy: key, rule: rule.name))
        effects.append(.createRemediation(id, remediation, decision: decision))
    }

    /// Audits a proposal once, however often it is tried to store it.
    ///
    /// - Returns: the decision, as the audit log names it.
    private mutating func announce(
        _ remediation: Remediation, _ policy: RemediationPolicy, _ record: DecisionRecord, now: Timestamp
    ) -> String {
        let (key, rule, plan) = (policy.key, remediation.spec.rule, remediation.spec.plan)
        if let known = policies[key]?.announced[rule], known.remediation == remediation.key { return known.decision }
        let decision = DecisionID.make(policy.metadata.uid ?? "", "\(rule)/\(plan.digest)", at: now)
        policies[key]?.announced[rule] = Announcement(remediation: remediation.key, decision: decision)
        effects.append(
            .audit(
                AuditEntry(
                    at: now, event: .proposed,
                    decision: decision,
                    policy: key, rule: rule, remediation: remediation.key, message: plan.summary,
                    details: [
                        "confidence": .string("\(remediation.spec.confidence)"), "plan": .string(plan.digest),
                        "mode": .string(policy.spec.mode.rawValue),
                    ], record: record)))
        return decision
    }

    /// The same incident and plan give the same name, so that a second creation after a lost answer is no second object.
    private static func name(_ policy: RemediationPolicy, _ rule: Rule, _ plan: Plan, _ started: Timestamp) -> String {
        // What was only shown keeps its name when the mode is raised in the middle of the incident.
        let drive = policy.spec.mode.changesTarget ? "" : "/shadow"
        let seed = "\(policy.metadata.uid ?? "")/\(rule.name)/\(started)/\(plan.digest)\(drive)"
        let suffix = SHA256.digest(seed).hexadecimal.prefix(8)
        return "\("\(policy.metadata.name ?? "")-\(rule.name)".prefix(54))-\(suffix)"
    }

    /// After a creation whose answer was lost.
    mutating func createdRead(_ key: ObjectKey, _ outcome: Outcome, now: Timestamp) {
        guard case .done(let object?) = outcome, let remediation = try? object.json.decoded(as: Remediation.self)
        else { return }
        remediationChanged(remediation, isWatched: false, now: now)
    }

    mutating func created(_ key: ObjectKey, policy: ObjectKey, rule: String, _ outcome: Outcome, now: Timestamp) {
        if case .done(let object?) = outcome, let remediation = try? object.json.decoded(as: Remediation.self) {
            policies[policy]?.creating.remove(rule)
            policies[policy]?.announced[rule] = nil
            remediationChanged(remediation, isWatched: false, now: now)
            return
        }
        if case .refused(let status) = outcome, status.reason != "AlreadyExists" {
            // Most likely a missing permission; the rule is evaluated again with the next evaluation.
            policies[policy]?.creating.remove(rule)
            return
        }
        let id = makeEffectID(.readCreated(key, policy: policy, rule: rule))
        effects.append(.read(id, .remediation(key)))
    }
}

extension Remediation {
    var phase: Phase { status?.phase ?? .proposed }
}

extension ObjectReference {
    static func remediation(_ key: ObjectKey) -> ObjectReference {
        ObjectReference(apiVersion: Remediation.apiVersion, kind: Remediation.kind, key: key)
    }
}

extension GuardrailSpec {
    /// - Parameter labels: of the namespace; what is not known is taken as guarded, so that a pause is never missed.
    func covers(_ namespace: String, labels: [String: String]?) -> Bool {
        (namespaceSelector?.matchLabels ?? [:]).allSatisfy { key, value in
            key == "kubernetes.io/metadata.name" ? value == namespace : labels.map { $0[key] == value } ?? true
        }
    }
}

extension [Remediation] {
    /// Those of other namespaces matter only where a guardrail counts them together. Without this, the record of each
    /// decision would hold the whole fleet.
    ///
    /// - Parameter labels: of namespaces, as far as they are known.
    func concerning(
        _ namespace: String?, under guardrails: [Guardrail], labels: [String: [String: String]]
    ) -> [Remediation] {
        filter { other in
            let place = other.metadata.namespace ?? ""
            return other.metadata.namespace == namespace
                || guardrails.contains { $0.spec.covers(place, labels: labels[place]) }
        }
    }
}
