import EvenkeelAPI
import KubernetesTypes

/// A scenario of the demo. The state of the cluster at its end shows the result.
protocol Story: Sendable {
    var number: Int { get }
    var title: String { get }
    /// The policies of the scenario, for the timeline.
    var policies: [String] { get }
    /// Creates the applications and policies.
    func prepare(_ world: DemoWorld) async throws
    /// - Throws: `StoryFailure` if a check fails.
    func play(_ world: DemoWorld) async throws
}

extension Story {
    var chapter: DemoRecord.Chapter { DemoRecord.Chapter(number: number, title: title, policies: policies) }

    func say(_ world: DemoWorld, _ text: String, _ tone: Narrator.Tone = .plain) {
        world.narrator.say(text, story: number, tone: tone)
        if let kind = tone.moment { world.narrator.record(kind, story: number, text) }
    }

    func check(_ world: DemoWorld, _ isRight: Bool, _ what: String) throws {
        guard isRight else { throw StoryFailure(message: "check failed: \(what)") }
        say(world, "checked: \(what)", .done)
    }

    /// Waits for a remediation of the policy to reach the phase.
    func remediation(
        _ world: DemoWorld, of policy: String, reaching phase: Phase, after known: Set<String> = [], within: Double = 60
    ) async throws -> Remediation {
        try await world.eventually("a remediation of \(policy) becomes \(phase.rawValue)", within: within) {
            let found = try await world.remediations(policy).filter { !known.contains($0.metadata.uid ?? "") }
            if let ended = found.first(where: { $0.status?.phase.isFinal == true && $0.status?.phase != phase }),
                phase.isFinal
            {
                say(world, "\(ended.metadata.name ?? "") ended as \(ended.status?.phase.rawValue ?? "")", .alarm)
            }
            return found.first { $0.status?.phase == phase }
        }
    }
}

extension Narrator.Tone {
    /// The kind of a line in the picture; `nil` if the picture does not contain it.
    fileprivate var moment: DemoRecord.Moment.Kind? {
        switch self {
        case .alarm: .incident
        case .held: .held
        case .seen: .person
        case .plain, .done, .title: nil
        }
    }
}
