import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// Those who approve, reject, undo, and apply policies.
final class People {
    private let clock: SimulationClock
    private let cluster: ClusterHarness
    private let faults: FaultInjector
    private let metrics: MetricsModel
    private let journal: Journal
    private var random: SeededRandom

    init(
        seed: UInt64, clock: SimulationClock, cluster: ClusterHarness, faults: FaultInjector, metrics: MetricsModel,
        journal: Journal
    ) {
        self.clock = clock
        self.cluster = cluster
        self.faults = faults
        self.metrics = metrics
        self.journal = journal
        random = SeededRandom(seed: seed, "people")
    }

    /// A remediation has come to another phase.
    func hear(of remediation: Remediation) {
        guard let phase = remediation.status?.phase, !faults.isOver else { return }
        switch phase {
        case .awaitingApproval: considerApproval(remediation)
        case .verifying, .succeeded:
            guard random.chance(0.06) else { return }
            plan(.undo(remediation.key), after: random.between(1, 1800))
        case .executing:
            if random.chance(0.02) { plan(.undo(remediation.key), after: random.between(0, 30)) }
        default: break
        }
    }

    private func considerApproval(_ remediation: Remediation) {
        let key = remediation.key
        let digest = String(remediation.spec.plan.digest.dropFirst("sha256:".count).prefix(12))
        let expiry = cluster.rule(of: remediation)?.approval.expiresAfter.seconds ?? 1800
        switch random.whole(0...11) {
        case 0...5: plan(.approve(key, digest: digest), after: random.between(5, 600))
        case 6:
            let other = String(SeededRandom.mix(random.next()), radix: 16)
            plan(.approve(key, digest: other), after: random.between(5, 300))
            if random.chance(0.5) { plan(.approve(key, digest: digest), after: random.between(300, 700)) }
        case 7: plan(.approve(key, digest: String(digest.prefix(5))), after: random.between(5, 300))
        case 8: plan(.approve(key, digest: digest), after: expiry + random.between(-5, 600))
        case 9:
            plan(.approve(key, digest: digest), after: random.between(5, 60))
            plan(.approve(key, digest: digest), after: random.between(60, 600))
        case 10: plan(.reject(key), after: random.between(5, 600))
        default: break
        }
    }

    private func plan(_ act: PersonalAct, after seconds: Double) {
        clock.plan(after: seconds) { self.perform(act) }
    }

    private func perform(_ act: PersonalAct) {
        typealias Annotation = EvenkeelAPIGroup.Annotation
        switch act {
        case .approve(let key, let digest):
            journal.countEvent("approval")
            annotate(key, [Annotation.approve: .string(digest), Annotation.approvedBy: "anna"])
        case .reject(let key):
            journal.countEvent("rejection")
            annotate(key, [Annotation.reject: "not now"])
        case .undo(let key):
            journal.countEvent("request to undo")
            annotate(key, [Annotation.undo: "undo it"])
        }
        journal.note("*** a person: \(act)")
    }

    private func annotate(_ key: ObjectKey, _ annotations: JSON) {
        cluster.annotate(Remediation.resourceType, key, annotations)
    }
}

extension People {
    /// As `kubectl apply` does it: the status stays.
    func apply(_ policy: RemediationPolicy) {
        var policy = policy
        metrics.learn(policy.spec.ask(about: policy.spec.targetRef.name))
        policy.metadata.uid = nil
        policy.metadata.resourceVersion = nil
        policy.status = nil
        let type = RemediationPolicy.resourceType
        guard cluster.stored(type, policy.key) != nil else { return create(policy) }
        guard let spec = try? JSON(encoding: policy.spec) else { return }
        cluster.merge(type, policy.key, ["spec": spec])
    }

    func create(_ resource: some EvenkeelResource) {
        let type = type(of: resource).resourceType
        guard let json = try? JSON(encoding: resource) else { return }
        let answer = cluster.create(type, json)
        if !answer.isDone { journal.note("refused: \(answer.body["message"]?.stringValue ?? "")") }
    }
}
