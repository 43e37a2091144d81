import EvenkeelAPI
import FoundationEssentials
import KubernetesTypes

/// Waits for the effect of an approval, a rejection or an undo, and reports it as it happens.
struct EffectWait: Sendable {
    let sender: VerbSender
    let limit: TimeSpan

    /// Returns the Remediation after the effect.
    ///
    /// - Throws: exit 1 if the Remediation ends otherwise, or not in time.
    func run(after given: Remediation) async throws -> Remediation {
        let deadline = ContinuousClock.now + .seconds(limit.seconds)
        var reported = given.status?.timeline.count ?? 0
        while true {
            let current = try await sender.read()
            let timeline = current.status?.timeline ?? []
            if sender.output == .table { for entry in timeline.dropFirst(reported) { report(entry) } }
            reported = max(reported, timeline.count)
            switch sender.verb.effect(current.phase) {
            case .there: return current
            case .missed:
                throw CommandFailure("\(sender.key.name) ended as \(current.phase.rawValue)", code: .no)
            case .pending:
                // Succeeded and Failed are also the phases before an undo.
                if case .undo = sender.verb, let reason = current.reasonItStays {
                    throw CommandFailure("\(sender.key.name) is \(current.phase.rawValue): \(reason)", code: .no)
                }
            }
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(
                    "\(sender.key.name) is still \(current.phase.rawValue) after \(limit)"
                        + (timeline.last.map { ": \($0.message)" } ?? ""), code: .no)
            }
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func report(_ entry: TimelineEntry) { print("\(entry.at)  \(entry.phase.rawValue): \(entry.message)") }
}

enum VerbEffect: Sendable, Hashable { case pending, there, missed }

extension RemediationVerb {
    /// The meaning of a phase for a waiting user.
    func effect(_ phase: Phase) -> VerbEffect {
        switch (self, phase) {
        case (.approve, .proposed), (.approve, .held), (.approve, .awaitingApproval), (.approve, .executing),
            (.approve, .verifying):
            .pending
        case (.approve, .succeeded), (.reject, .rejected), (.undo, .undone): .there
        case (.reject, .proposed), (.reject, .held), (.reject, .awaitingApproval): .pending
        // A success remains until Evenkeel observes the request.
        case (.undo, .executing), (.undo, .verifying), (.undo, .undoing), (.undo, .succeeded), (.undo, .failed):
            .pending
        // The undo arrived between the decision and the change.
        case (.undo, .rejected): .there
        default: .missed
        }
    }
}
