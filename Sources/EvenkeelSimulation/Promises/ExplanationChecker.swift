import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S10: every decision is explained, and the same observations give the same decision.
final class ExplanationChecker: PromiseChecker {
    private let journal: Journal

    init(journal: Journal) { self.journal = journal }

    func stepped(_ step: Step) {
        guard step.process.twin != nil, let again = step.process.twin?.step(step.observation, now: step.clock) else {
            return
        }
        if again != step.effects {
            journal.breach(.s10, "replay", "the same observation gave other effects: \(again)")
        }
    }

    func reported(_ status: RemediationPolicyStatus) {
        for rule in status.rules where rule.verdict == .triggered || rule.verdict == .watching {
            if rule.gates.count < 10 || rule.message.isEmpty || rule.gates.contains(where: \.message.isEmpty) {
                breach("rule \(rule.name) is \(rule.verdict.rawValue) and does not say why")
            }
        }
        for signal in status.signals where signal.explanation.isEmpty {
            breach("signal \(signal.signal) is not explained")
        }
    }

    func reported(_ report: StatusReport) {
        let (status, key) = (report.status, report.remediation.key)
        let decided: Set<Phase> = [.held, .awaitingApproval, .executing, .verifying, .shadowed, .expired]
        if decided.contains(status.phase), status.gates.count < 10 || status.gates.contains(where: \.message.isEmpty) {
            breach("\(key) is \(status.phase.rawValue) without its gates")
        }
        if status.phase != .proposed, status.timeline.last?.message.isEmpty ?? true {
            breach("\(key) is \(status.phase.rawValue) and does not say why")
        }
    }

    private func breach(_ message: String) { journal.breach(.s10, "explained", message) }
}
