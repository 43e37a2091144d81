import EvenkeelAPI
import JSONValue
import KubernetesTypes

@testable import EvenkeelEngine

// What people do, and what they see.
extension World {
    mutating func set(_ source: MetricSource) {
        sources[source.metadata.name ?? ""] = source
        observe(.metricSourceChanged(source))
    }

    mutating func set(_ guardrail: Guardrail) {
        var guardrail = guardrail
        let name = guardrail.metadata.name ?? ""
        guardrail.metadata.uid = "uid-\(name)"
        guardrail.status = guardrails[name]?.status
        guardrails[name] = guardrail
        observe(.guardrailChanged(guardrail))
    }

    mutating func pause(_ isPaused: Bool = true) { set(.named("all") { $0.paused = isPaused }) }

    /// Applies a policy as `kubectl apply` does: the status stays.
    mutating func apply(_ policy: RemediationPolicy) {
        let reference = ObjectReference.policy(policy.key)
        guard let json = try? JSON(encoding: policy) else { return }
        if cluster[reference] == nil {
            cluster.create(KubernetesObject(json), now: now)
        } else {
            cluster.edit(reference) { $0.json["spec"] = json["spec"] }
        }
        tell(reference)
    }

    mutating func edit(_ policy: String = "web", _ change: (inout RemediationPolicySpec) -> Void) {
        guard var edited = self.policy(policy) else { return }
        change(&edited.spec)
        apply(edited)
    }

    mutating func deletePolicy(_ name: String = "web") {
        let key = ObjectKey(namespace: "shop", name: name)
        cluster.remove(.policy(key))
        observe(.policyDeleted(key))
    }

    mutating func annotate(_ reference: ObjectReference, _ key: String, _ value: String?) {
        cluster.edit(reference) { $0.annotations[key] = value }
        tell(reference)
    }

    mutating func annotate(_ remediation: Remediation?, _ key: String, _ value: String?) {
        guard let remediation else { return }
        annotate(.remediation(remediation.key), key, value)
    }

    mutating func approve(_ remediation: Remediation?, by name: String? = "anna", digest: String? = nil) {
        annotate(remediation, EvenkeelAPIGroup.Annotation.approvedBy, name)
        annotate(
            remediation, EvenkeelAPIGroup.Annotation.approve, digest ?? remediation?.spec.plan.shortDigest ?? "")
    }

    private mutating func tell(_ reference: ObjectReference) {
        guard let object = cluster[reference], let observation = observation(object) else { return }
        observe(observation)
    }

    /// Deploys another image, as a release does.
    mutating func release(_ image: String, of name: String = "web") {
        cluster.edit(.deployment(name)) { $0 = $0.image(image) }
        cluster.settle(now: now)
    }

    mutating func scale(_ name: String = "web", to count: Int) {
        cluster.edit(.deployment(name)) { $0 = $0.replicas(count) }
        cluster.settle(now: now)
    }

    mutating func add(_ object: KubernetesObject) {
        cluster.create(object, now: now)
        cluster.settle(now: now)
    }

    mutating func remove(_ reference: ObjectReference) {
        cluster.remove(reference)
        if reference.kind == Remediation.kind { later(.remediationDeleted(reference.key), after: 0.05) }
    }

    mutating func settleForTests() { cluster.settle(now: now) }

    mutating func crashPods(_ count: Int, of name: String = "web") {
        for pod in cluster.all("Pod").filter({ $0.labels["app"] == name }).prefix(count) {
            cluster.readyAt[pod.uid] = nil
            cluster.edit(ObjectReference(pod)) { $0.crash(at: now) }
        }
        cluster.settle(now: now)
    }

    mutating func measure(_ signal: String, _ reading: Reading, from time: Timestamp? = nil) {
        metrics.set(signal, reading, from: time ?? now)
    }
}

extension World {
    var policies: [RemediationPolicy] {
        cluster.all(RemediationPolicy.kind).compactMap { try? $0.json.decoded(as: RemediationPolicy.self) }
    }

    var remediations: [Remediation] {
        cluster.all(Remediation.kind).compactMap { try? $0.json.decoded(as: Remediation.self) }
            .sorted {
                ($0.metadata.uid ?? "").count == ($1.metadata.uid ?? "").count
                    ? ($0.metadata.uid ?? "") < ($1.metadata.uid ?? "")
                    : ($0.metadata.uid ?? "").count < ($1.metadata.uid ?? "").count
            }
    }

    func policy(_ name: String = "web") -> RemediationPolicy? { policies.first { $0.metadata.name == name } }
    func remediation(_ name: String) -> Remediation? { remediations.first { $0.metadata.name == name } }
    /// The newest of the policy.
    func latest(_ policy: String = "web") -> Remediation? {
        remediations.last { $0.spec.policyRef.name == policy }
    }

    var phase: Phase? { latest().map(\.phase) }
    var phases: [Phase] { remediations.map(\.phase) }
    var deployment: KubernetesObject? { cluster[.deployment("web")] }
    var pods: [Pod] { cluster.all("Pod").compactMap { Pod($0) } }

    func gate(_ name: String) -> GateStatus? { latest()?.status?.gates.first { $0.name == name } }
    func ruleStatus(_ name: String) -> RuleStatus? { policy()?.status?.rules.first { $0.name == name } }
    func signal(_ name: String) -> Evidence? { policy()?.status?.signals.first { $0.signal == name } }

    /// Nothing but the next evaluation is waited for: no request, no answer.
    var engineIsIdle: Bool { engine.awaitedCount == 0 }

    /// What can be read of a run when a test fails.
    var story: String {
        remediations.map { remediation in
            let lines = (remediation.status?.timeline ?? []).map { "  \($0.at) \($0.phase.rawValue): \($0.message)" }
            return ([remediation.metadata.name ?? ""] + lines).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

extension Remediation {
    var phase: Phase { status?.phase ?? .proposed }
}
