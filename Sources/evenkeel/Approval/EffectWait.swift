import EvenkeelAPI
import FoundationEssentials
import KubernetesTypes

/// Waits for the effect of an approval, a rejection or an undo, and reports it as it happens.
struct EffectWait: Sendable {
    let giver: VerbSender
    let limit: TimeSpan

    /// The Remediation when the effect is there.
    ///
    /// - Throws: exit 1 where it ends otherwise, or not in time.
    func run(after given: Remediation) async throws -> Remediation {
        let deadline = ContinuousClock.now + .seconds(limit.seconds)
        var reported = given.status?.timeline.count ?? 0
        while true {
            let current = try await giver.read()
            let timeline = current.status?.timeline ?? []
            if giver.output == .table { for entry in timeline.dropFirst(reported) { report(entry) } }
            reported = max(reported, timeline.count)
            switch giver.word.effect(current.phase) {
            case .there: return current
            case .missed:
                throw CommandFailure("\(giver.key.name) ended as \(current.phase.rawValue)", code: .no)
            case .pending:
                // Succeeded and Failed are also what it is before it is undone.
                if case .undo = giver.word, let reason = current.reasonItStays {
                    throw CommandFailure("\(giver.key.name) is \(current.phase.rawValue): \(reason)", code: .no)
                }
            }
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(
                    "\(giver.key.name) is still \(current.phase.rawValue) after \(limit)"
                        + (timeline.last.map { ": \($0.message)" } ?? ""), code: .no)
            }
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func report(_ entry: TimelineEntry) { print("\(entry.at)  \(entry.phase.rawValue): \(entry.message)") }
}

enum VerbEffect: Sendable, Hashable { case pending, there, missed }

extension RemediationVerb {
    /// What a phase means to somebody who waits.
    func effect(_ phase: Phase) -> VerbEffect {
        switch (self, phase) {
        case (.approve, .proposed), (.approve, .held), (.approve, .awaitingApproval), (.approve, .executing),
            (.approve, .verifying):
            .pending
        case (.approve, .succeeded), (.reject, .rejected), (.undo, .undone): .there
        case (.reject, .proposed), (.reject, .held), (.reject, .awaitingApproval): .pending
        // A success stays one until the wish is seen.
        case (.undo, .executing), (.undo, .verifying), (.undo, .undoing), (.undo, .succeeded), (.undo, .failed):
            .pending
        // Withdrawn between the decision and the change.
        case (.undo, .rejected): .there
        default: .missed
        }
    }
}
