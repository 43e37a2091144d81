import Cryptography
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// S4: no change below the rule's confidence, or without the approval that it needs.
final class ApprovalChecker: PromiseChecker {
    private let clock: SimulationClock
    private let journal: Journal

    init(clock: SimulationClock, journal: Journal) {
        self.clock = clock
        self.journal = journal
    }

    func wanted(_ wish: WantedChange) {
        guard let policy = wish.policy, let rule = wish.rule else { return }
        checkApproval(wish, policy, rule)
        checkConfidence(wish, rule)
    }

    func proposed(_ proposal: Proposal) {
        let remediation = proposal.remediation
        if remediation.spec.plan.digest != "sha256:" + Self.digest(of: remediation) {
            journal.breach(.s4, "digest", "the digest of \(remediation.key) is not over all of its plan")
        }
        if let rule = proposal.rule, remediation.spec.confidence < rule.minimumConfidence {
            journal.breach(.s4, "confidence", "\(remediation.key) was proposed at \(remediation.spec.confidence)")
        }
    }

    private func checkApproval(_ wish: WantedChange, _ policy: RemediationPolicy, _ rule: Rule) {
        guard needsApproval(wish, policy, rule) else { return }
        let remediation = wish.remediation
        let known = wish.process.delivered.remediations[remediation.key]
        let texts = [remediation, known].compactMap { $0?.metadata.annotations?[EvenkeelAPIGroup.Annotation.approve] }
        let digest = Self.digest(of: remediation)
        let isNamed = texts.contains { text in
            let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
            return digits.count >= 8 && digest.hasPrefix(digits)
        }
        if !isNamed {
            journal.breach(
                .s4, "approval", "\(wish.change.remediation) changed without an approval of \(digest)")
        }
        guard let created = remediation.metadata.creationTimestamp,
            wish.process.clock(clock.now) - created >= rule.approval.expiresAfter.seconds
        else { return }
        journal.breach(.s4, "expiry", "\(wish.change.remediation) changed by an approval that had expired")
    }

    private func needsApproval(_ wish: WantedChange, _ policy: RemediationPolicy, _ rule: Rule) -> Bool {
        if policy.spec.mode == .suggest || wish.evaluation?.requiresApproval == true { return true }
        switch rule.approval.mode {
        case .never: return false
        case .always: return true
        case .belowConfidence:
            return wish.remediation.spec.confidence < rule.approval.confidence ?? Percentage(fraction: 1)
        }
    }

    private func checkConfidence(_ wish: WantedChange, _ rule: Rule) {
        let evidence = wish.process.engine.evidence(of: wish.policyKey)
            .filter { rule.when.signals.contains($0.signal) && $0.isBad && $0.quality == .ok }
        let all = evidence.map(\.confidence)
        let confidence = rule.when.all != nil ? all.min() : all.max()
        if (confidence ?? Percentage(fraction: 0)) < rule.minimumConfidence {
            journal.breach(
                .s4, "confidence", "\(wish.change.remediation) changed at \(confidence.map { "\($0)" } ?? "none")")
        }
    }

    /// Worked out here once more, over everything that an approval is for.
    private static func digest(of remediation: Remediation) -> String {
        var plan = remediation.spec.plan
        plan.digest = ""
        let content: JSON = [
            "plan": (try? JSON(encoding: plan)) ?? .null, "policy": .string(remediation.spec.policyRef.uid),
            "rule": .string(remediation.spec.rule),
        ]
        return SHA256.digest(content.serialized).hexadecimal
    }
}
