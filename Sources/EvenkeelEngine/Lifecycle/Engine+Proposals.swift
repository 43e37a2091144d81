import Cryptography
import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension Engine {
    func situation(
        _ track: PolicyTrack, _ rule: Rule, plan: Result<Plan, PlanRefusal>, remediation: RemediationTrack?,
        now: Timestamp
    ) -> Situation {
        let namespace = track.policy.metadata.namespace ?? ""
        let target = track.look?.target ?? .unavailable("the target was not looked at yet")
        return Situation(
            now: now, policy: track.policy, rule: rule, memory: track.rules[rule.name] ?? RuleMemory(), target: target,
            lookedAt: track.look?.at, plan: plan, problem: track.invalidReasons.first,
            remediation: remediation?.remediation,
            others: remediations.concerning(track.policy, except: remediation?.key, now: now).map(\.effective),
            guardrails: guardrails(covering: namespace), namespaceLabels: namespaceLabels,
            engagedBrakes: engagedBrakes(at: now), silences: silences(track), approvals: approvals)
    }

    /// In the order of their names.
    func guardrails(covering namespace: String) -> [Guardrail] {
        guardrails.values.filter { $0.spec.covers(namespace, labels: namespaceLabels[namespace]) }
            .sorted { ($0.metadata.name ?? "") < ($1.metadata.name ?? "") }
    }

    func makePlan(_ track: PolicyTrack, _ rule: Rule, now: Timestamp) -> Result<Plan, PlanRefusal> {
        guard let look = track.look else { return .failure(PlanRefusal(reason: "the target was not looked at yet")) }
        let input = PlanInput(
            policy: track.policy, rule: rule, target: look.target, revisions: track.health.evidence,
            outliers: track.outliers(of: rule), now: now)
        do throws(PlanRefusal) {
            return .success(try Planner.plan(input))
        } catch {
            return .failure(error)
        }
    }

    /// Makes a Remediation of every rule that is bad, sure and lasting, unless something refuses.
    mutating func propose(_ key: ObjectKey, now: Timestamp) {
        guard let track = policies[key] else { return }
        for rule in track.policy.spec.rules {
            guard let memory = track.rules[rule.name], memory.finding?.state == .bad,
                memory.isNews, !track.creating.contains(rule.name),
                openRemediation(track, rule) == nil
            else { continue }
            let plan = makePlan(track, rule, now: now)
            let gates = Gate.evaluate(situation(track, rule, plan: plan, remediation: nil, now: now))
            let needed: Set = ["DataQuality", "Confidence", "Persistence", "Cooldown"]
            let isReady = gates.allSatisfy { gate in
                gate.verdict != .refuse && (gate.verdict == .pass || !needed.contains(gate.name))
            }
            if isReady, case .success(let plan) = plan { create(plan, rule, memory, key, now: now) }
        }
    }

    /// The Remediation of the rule that has not come to its end.
    func openRemediation(_ track: PolicyTrack, _ rule: Rule) -> RemediationTrack? {
        remediations.of(policy: track.uid).first { other in
            other.remediation.spec.rule == rule.name && !other.effective.phase.isFinal
        }
    }

    private mutating func create(_ plan: Plan, _ rule: Rule, _ memory: RuleMemory, _ key: ObjectKey, now: Timestamp) {
        guard let policy = policies[key]?.policy, let finding = memory.finding else { return }
        let started = memory.incidentStartedAt ?? now
        var target = policy.spec.targetRef
        target.uid = policies[key]?.look?.target.workload?.uid
        var metadata = ObjectMeta(
            name: Self.name(policy, rule, plan, started), namespace: policy.metadata.namespace)
        metadata.labels = ["evenkeel.dev/policy": String((policy.metadata.name ?? "").prefix(63))]
        metadata.ownerReferences = [
            OwnerReference(
                apiVersion: RemediationPolicy.apiVersion, kind: RemediationPolicy.kind,
                name: policy.metadata.name ?? "",
                uid: policy.metadata.uid ?? "", isController: true)
        ]
        let remediation = Remediation(
            metadata: metadata,
            spec: RemediationSpec(
                policyRef: PolicyReference(name: policy.metadata.name ?? "", uid: policy.metadata.uid ?? ""),
                rule: rule.name, mode: policy.spec.mode, owner: policy.spec.owner,
                serviceAccountName: policy.spec.serviceAccountName, targetRef: target, incidentStartedAt: started,
                confidence: Percentage(fraction: finding.confidence), evidence: finding.evidence, plan: plan))
        policies[key]?.creating.insert(rule.name)
        let id = makeEffectID(.creation(remediation.key, policy: key, rule: rule.name))
        effects.append(.createRemediation(id, remediation))
    }

    /// The same incident and plan give the same name, so that a second creation after a lost answer is no second object.
    private static func name(_ policy: RemediationPolicy, _ rule: Rule, _ plan: Plan, _ started: Timestamp) -> String {
        let seed = "\(policy.metadata.uid ?? "")/\(rule.name)/\(started)/\(plan.digest)"
        let suffix = SHA256.digest(seed).hexadecimal.prefix(8)
        return "\("\(policy.metadata.name ?? "")-\(rule.name)".prefix(54))-\(suffix)"
    }

    mutating func created(_ key: ObjectKey, policy: ObjectKey, rule: String, _ outcome: Outcome, now: Timestamp) {
        if case .done(let object?) = outcome, let remediation = try? object.json.decoded(as: Remediation.self) {
            policies[policy]?.creating.remove(rule)
            remediationChanged(remediation, now: now)
            return
        }
        if case .refused(let status) = outcome, status.reason != "AlreadyExists" {
            // Most likely a missing permission; the rule is looked at again with the next look.
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
