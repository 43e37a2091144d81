import EvenkeelAPI
import JSONValue
import KubernetesTypes

@testable import EvenkeelEngine

// What people do.
extension World {
    /// The engine hears of it at once.
    mutating func act(_ change: (inout Cluster) -> Void) {
        change(&cluster)
        hear(after: nil)
    }

    mutating func set(_ source: MetricSource) { store(source) }
    mutating func set(_ guardrail: Guardrail) { store(guardrail) }
    mutating func apply(_ policy: RemediationPolicy) { store(policy) }
    mutating func pause(_ isPaused: Bool = true) { set(.named("all") { $0.paused = isPaused }) }

    /// As `kubectl apply` does: the status stays.
    private mutating func store(_ resource: some EvenkeelResource) {
        guard var json = try? JSON(encoding: resource) else { return }
        json["status"] = nil
        let (object, now) = (KubernetesObject(json), now)
        act { cluster in
            if cluster[ObjectReference(object)] == nil {
                cluster.create(object, now: now)
            } else {
                cluster.edit(ObjectReference(object), now: now) { $0.json["spec"] = object.json["spec"] }
            }
        }
    }

    mutating func edit(_ policy: String = "web", _ change: (inout RemediationPolicySpec) -> Void) {
        guard var edited = self.policy(policy) else { return }
        change(&edited.spec)
        apply(edited)
    }

    mutating func edit(_ reference: ObjectReference, _ change: (inout KubernetesObject) -> Void) {
        let now = now
        act { $0.edit(reference, now: now, change) }
    }

    /// The policy comes to hold what only a newer version of Evenkeel can read.
    mutating func spoil(_ policy: String = "web", _ change: (inout KubernetesObject) -> Void) {
        cluster.upgradePolicies(now: now)
        edit(.policy(policy), change)
    }

    mutating func deletePolicy(_ name: String = "web") { remove(.policy(name)) }

    mutating func annotate(_ reference: ObjectReference, _ key: String, _ value: String?) {
        let now = now
        act { $0.annotate(reference, key, value, now: now) }
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

    /// Deploys another image, as a release does.
    mutating func release(_ image: String, of name: String = "web") { edit(.deployment(name)) { $0 = $0.image(image) } }

    mutating func scale(_ name: String = "web", to count: Int) { edit(.deployment(name)) { $0 = $0.replicas(count) } }

    mutating func add(_ object: KubernetesObject) {
        let now = now
        act { $0.create(object, now: now) }
    }

    mutating func remove(_ reference: ObjectReference) {
        let now = now
        act { $0.delete(reference, now: now) }
    }

    /// Exchanges Deployment `web` for another workload of its name.
    mutating func replaceDeployment(with object: KubernetesObject) {
        remove(.deployment("web"))
        for pod in pods { remove(.pod(pod.name)) }
        add(object)
    }

    mutating func crashPods(_ count: Int, of name: String = "web") {
        for pod in pods.filter({ $0.labels["app"] == name && !$0.isBeingDeleted }).prefix(count) { crash(pod.name) }
    }

    mutating func crash(_ pod: String) { annotate(.pod(pod), "fake/crash", "true") }

    /// What begins to run crashes.
    mutating func crashNewPods() {
        for pod in cluster.all(.pods) where Pod(pod)?.isReady == false && pod.annotations["fake/crash"] == nil {
            crash(pod.name)
        }
    }

    /// The pod becomes well by itself.
    mutating func mend(_ pod: String) { annotate(.pod(pod), "fake/crash", nil) }

    mutating func measure(_ signal: String, _ reading: Reading, from time: Timestamp? = nil) {
        metrics.set(signal, reading, from: time ?? now)
    }
}

// What people see.
extension World {
    private func stored<Resource: EvenkeelResource>(_ type: Resource.Type) -> [Resource] {
        cluster.all(type.resourceType).compactMap { try? $0.json.decoded(as: type) }
    }

    var policies: [RemediationPolicy] { stored(RemediationPolicy.self) }
    var guardrails: [Guardrail] { stored(Guardrail.self) }

    /// In the order in which they were created.
    var remediations: [Remediation] {
        stored(Remediation.self).sorted { Self.creation($0) < Self.creation($1) }
    }

    private static func creation(_ remediation: Remediation) -> (Timestamp, String) {
        (remediation.metadata.creationTimestamp ?? beginning, remediation.metadata.name ?? "")
    }

    func guardrail(_ name: String) -> Guardrail? { guardrails.first { $0.metadata.name == name } }
    func policy(_ name: String = "web") -> RemediationPolicy? { policies.first { $0.metadata.name == name } }
    func remediation(_ name: String) -> Remediation? { remediations.first { $0.metadata.name == name } }
    /// The newest of the policy.
    func latest(_ policy: String = "web") -> Remediation? {
        remediations.last { $0.spec.policyRef.name == policy }
    }

    var phase: Phase? { latest().map(\.phase) }
    var phases: [Phase] { remediations.map(\.phase) }
    var deployment: KubernetesObject? { cluster[.deployment("web")] }
    var pods: [Pod] { cluster.all(.pods).compactMap { Pod($0) } }

    func gate(_ name: GateName) -> GateStatus? { latest()?.status?.gates.first { $0.name == name } }
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
