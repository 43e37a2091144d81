import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// S7: data that shows nothing is evidence neither for acting nor of recovery.
final class EvidenceChecker: PromiseChecker {
    private let clock: SimulationClock
    private let journal: Journal

    init(clock: SimulationClock, journal: Journal) {
        self.clock = clock
        self.journal = journal
    }

    /// The newest evaluation must have shown the condition, and must be of now.
    func wanted(_ wish: WantedChange) {
        guard let policy = wish.policy, let rule = wish.rule else { return }
        guard let evaluation = wish.evaluation else {
            return journal.breach(.s7, "age", "\(wish.name) without an evaluation")
        }
        let age = wish.process.clock(clock.now) - evaluation.at
        if age > max(3 * policy.spec.interval.seconds, 60) {
            journal.breach(.s7, "age", "\(wish.name) after an evaluation \(Int(age)) s ago")
        }
        check(evaluation, policy, rule, wish.name)
    }

    func proposed(_ proposal: Proposal) {
        guard let policy = proposal.policy, let rule = proposal.rule,
            let evaluation = proposal.process.delivered.evaluations[policy.key]?.last
        else { return }
        check(evaluation, policy, rule, "\(proposal.remediation.key) was proposed")
    }

    private func check(
        _ evaluation: EvaluationTruth, _ policy: RemediationPolicy, _ rule: Rule, _ what: @autoclosure () -> String
    ) {
        // An edit of the signals leaves the older evaluation in place until the next one.
        guard evaluation.generation == policy.metadata.generation else { return }
        let verdict = evaluation.isTargetKnown ? evaluation.verdict(rule.when) : .unusable
        if verdict == .unusable || verdict == .good {
            journal.breach(.s7, "evidence", "\(what()) on an evaluation that was \(verdict)")
        }
    }

    /// Recovery needs its own streak of evaluations that had data.
    func reported(_ report: StatusReport) {
        let (status, verify) = (report.status, report.rule?.verify)
        guard let rule = report.rule, let verify, report.isNewPhase,
            status.phase == .succeeded || status.phase == .recovered
        else { return }
        // Where no number is asked for, one that proves it is enough.
        let needed = verify.recovered ?? 1
        var count = 0
        for evaluation in report.evaluations.reversed() {
            if status.phase == .succeeded, evaluation.at <= status.changedAt ?? evaluation.at { break }
            switch evaluation.verdict(rule.when) {
            case .good, .open: count += 1
            case .unusable: continue
            case .bad:
                if count < needed { count = -1_000_000 }
            }
            if count >= needed { return }
        }
        journal.breach(
            .s7, "recovery",
            "\(report.remediation.key) became \(status.phase.rawValue) without \(needed) good evaluations in "
                + "a row")
    }
}
