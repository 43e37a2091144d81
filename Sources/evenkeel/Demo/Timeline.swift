import EvenkeelAPI
import KubernetesTypes

/// Prints the progress of the policies and their remediations: evidence, confidence, gates and changes.
actor Timeline {
    private let world: DemoWorld
    private let storyOfPolicy: [String: Int]
    private var healthOfPolicy: [String: Health] = [:]
    private var reported: [String: Int] = [:]

    init(world: DemoWorld, stories: [any Story]) {
        self.world = world
        storyOfPolicy = Dictionary(
            stories.flatMap { story in story.policies.map { ($0, story.number) } }, uniquingKeysWith: { $1 })
    }

    /// Until cancelled.
    func follow() async throws {
        while !Task.isCancelled {
            // A failed update is repeated.
            try? await update()
            try await Task.sleep(for: .milliseconds(300))
        }
    }

    func update() async throws {
        for (name, story) in storyOfPolicy.sorted(by: { $0.key < $1.key }) {
            if let policy = try? await world.policy(name) { report(policy, story) }
            for remediation in try await world.remediations(name) { report(remediation, story) }
        }
    }

    private func report(_ policy: RemediationPolicy, _ story: Int) {
        guard let status = policy.status, let name = policy.metadata.name else { return }
        let before = healthOfPolicy[name]
        guard before != status.health else { return }
        healthOfPolicy[name] = status.health
        world.narrator.record {
            $0.healthChanges.append(DemoRecord.HealthChange(at: $1, policy: name, health: status.health))
        }
        let tone: Narrator.Tone = status.health == .unhealthy ? .alarm : .seen
        guard status.health == .unhealthy || before != nil else { return }
        let reason = status.signals.first { $0.isBad || $0.quality != .ok } ?? status.signals.first
        let text = "\(name) is \(status.health.rawValue): \(reason?.explanation ?? "")"
        world.narrator.say(text, story: story, tone: tone)
        guard status.health == .unhealthy || before == .unhealthy else { return }
        world.narrator.record(status.health == .healthy ? .success : .signal, story: story, text)
    }

    private func report(_ remediation: Remediation, _ story: Int) {
        let key = remediation.metadata.uid ?? ""
        if reported[key] == nil {
            reported[key] = 0
            for evidence in remediation.spec.evidence where evidence.isBad {
                world.narrator.say("evidence: \(evidence.explanation)", story: story, tone: .seen)
            }
            world.narrator.say(
                "plan: \(remediation.spec.plan.summary), confidence \(remediation.spec.confidence)", story: story)
        }
        let timeline = remediation.status?.timeline ?? []
        for (index, entry) in timeline.enumerated().dropFirst(reported[key] ?? 0) {
            world.narrator.say("\(entry.phase.rawValue): \(entry.message)", story: story, tone: Self.tone(entry.phase))
            let isNewPhase = index == 0 || timeline[index - 1].phase != entry.phase
            record(entry, of: remediation.spec.policyRef.name, story, isNewPhase: isNewPhase)
        }
        reported[key] = timeline.count
    }

    /// The picture shows the first step of each phase, and all steps after the end.
    private func record(_ entry: TimelineEntry, of policy: String, _ story: Int, isNewPhase: Bool) {
        if isNewPhase {
            world.narrator.record {
                $0.phaseChanges.append(DemoRecord.PhaseChange(at: $1, policy: policy, phase: entry.phase))
            }
        }
        guard entry.phase.isFinal || isNewPhase && entry.phase != .verifying else { return }
        world.narrator.record(
            entry.phase.moment, story: story, "\(policy), \(entry.phase.rawValue): \(entry.message)")
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
