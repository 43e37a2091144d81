import EvenkeelAPI
import KubernetesTypes

/// Follows the policies and their remediations and tells what happens to them: what was seen, how sure it is, which gates
/// hold, what was done.
actor Timeline {
    private let world: DemoWorld
    private let storyOfPolicy: [String: Int]
    private var healthOfPolicy: [String: Health] = [:]
    private var told: [String: Int] = [:]

    init(world: DemoWorld, stories: [any Story]) {
        self.world = world
        storyOfPolicy = Dictionary(
            stories.flatMap { story in story.policies.map { ($0, story.number) } }, uniquingKeysWith: { $1 })
    }

    /// Until cancelled.
    func follow() async throws {
        while !Task.isCancelled {
            // An evaluation that fails is simply repeated: this only tells.
            try? await evaluation()
            try await Task.sleep(for: .milliseconds(300))
        }
    }

    func evaluation() async throws {
        for (name, story) in storyOfPolicy.sorted(by: { $0.key < $1.key }) {
            if let policy = try? await world.policy(name) { tell(policy, story) }
            for remediation in try await world.remediations(name) { tell(remediation, story) }
        }
    }

    private func tell(_ policy: RemediationPolicy, _ story: Int) {
        guard let status = policy.status, let name = policy.metadata.name else { return }
        let before = healthOfPolicy[name]
        guard before != status.health else { return }
        healthOfPolicy[name] = status.health
        let tone: Narrator.Tone = status.health == .unhealthy ? .alarm : .seen
        guard status.health == .unhealthy || before != nil else { return }
        let reason = status.signals.first { $0.isBad || $0.quality != .ok } ?? status.signals.first
        world.narrator.say(
            "\(name) is \(status.health.rawValue): \(reason?.explanation ?? "")", story: story, tone: tone)
    }

    private func tell(_ remediation: Remediation, _ story: Int) {
        let key = remediation.metadata.uid ?? ""
        if told[key] == nil {
            told[key] = 0
            for evidence in remediation.spec.evidence where evidence.isBad {
                world.narrator.say("seen: \(evidence.explanation)", story: story, tone: .seen)
            }
            world.narrator.say(
                "plan: \(remediation.spec.plan.summary), confidence \(remediation.spec.confidence)", story: story)
        }
        let timeline = remediation.status?.timeline ?? []
        for entry in timeline.dropFirst(told[key] ?? 0) {
            world.narrator.say("\(entry.phase.rawValue): \(entry.message)", story: story, tone: Self.tone(entry.phase))
        }
        told[key] = timeline.count
    }

    private static func tone(_ phase: Phase) -> Narrator.Tone {
        switch phase {
        case .held, .awaitingApproval, .shadowed: .held
        case .succeeded, .recovered: .done
        case .failed, .undone, .expired, .rejected: .alarm
        default: .plain
        }
    }
}
