import Cryptography
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

// What the engine wants is held against what it had been told.
extension World {
    func checkWanted(_ effect: Effect, by process: Operator) {
        switch effect {
        case .change(_, let change) where !change.isDryRun: checkWanted(change, by: process)
        case .createRemediation(_, let remediation): checkCreation(remediation, by: process)
        case .writeRemediationStatus(let id, let remediation): checkStatus(id, remediation, by: process)
        case .writePolicyStatus(_, _, _, let status): checkExplained(status)
        default: break
        }
    }

    private func checkWanted(_ change: ClusterChange, by process: Operator) {
        guard let remediation = stored(Remediation.self, change.remediation) else { return }
        let key = ObjectKey(namespace: change.remediation.namespace, name: remediation.spec.policyRef.name)
        let policy = process.told.policies[key].flatMap {
            $0.metadata.uid == remediation.spec.policyRef.uid ? $0 : nil
        }
        checkPause(change, key, policy, process)
        if let mode = policy?.spec.mode, mode == .observe || mode == .shadow {
            breach(.s1, "mode", "\(change.purpose) by \(change.remediation) in mode \(mode)")
        }
        guard change.purpose != .undo, let policy,
            let rule = policy.spec.rules.first(where: { $0.name == remediation.spec.rule })
        else { return }
        checkEvidence(change, key, policy, rule, process)
        checkApproval(change, remediation, policy, rule, process)
        checkConfidence(change, key, rule, process)
        checkCircuitBreaker(change, process)
    }

    private func checkPause(
        _ change: ClusterChange, _ key: ObjectKey, _ policy: RemediationPolicy?, _ process: Operator
    ) {
        if process.told.guardrails.values.contains(where: \.spec.paused) {
            breach(.s8, "pause", "\(change.purpose) by \(change.remediation) while a guardrail is paused")
        }
        guard let policy else { return }
        if policy.spec.suspend { breach(.s8, "suspension", "\(change.purpose) while \(key) is suspended") }
        if process.told.invalid.contains(key) { breach(.s8, "invalid", "\(change.purpose) while \(key) is invalid") }
        if let evaluation = process.told.evaluations[key]?.last,
            process.clock(now) - evaluation.at > Self.maximumObservationAge
        {
            breach(
                .s8, "sight",
                "\(change.purpose) by \(change.remediation): what was said since \(evaluation.at) is not known")
        }
        if process.told.evaluations[key]?.last?.isDisabledByOwner == true {
            breach(.s8, "owner", "\(change.purpose) by \(change.remediation) although the owner said Disabled")
        }
    }

    /// Seconds: an evaluation counts for a quarter of a minute, and one that is asked for anew may take two minutes.
    private static var maximumObservationAge: Double { 140 }

    /// The newest evaluation must have said that it is bad, and must be of now.
    private func checkEvidence(
        _ change: ClusterChange, _ key: ObjectKey, _ policy: RemediationPolicy, _ rule: Rule, _ process: Operator
    ) {
        guard let evaluation = process.told.evaluations[key]?.last else {
            return breach(.s7, "sight", "\(change.purpose) by \(change.remediation) without an evaluation")
        }
        let age = process.clock(now) - evaluation.at
        if age > max(3 * policy.spec.interval.seconds, 60) {
            breach(.s7, "sight", "\(change.purpose) by \(change.remediation) after an evaluation \(Int(age)) s ago")
        }
        // An edit of the signals leaves the older evaluation in place until the next one.
        guard evaluation.generation == policy.metadata.generation else { return }
        let verdict = evaluation.isTargetKnown ? evaluation.verdict(rule.when) : .unusable
        if verdict == .unusable || verdict == .good {
            breach(.s7, "evidence", "\(change.purpose) by \(change.remediation) on an evaluation that was \(verdict)")
        }
    }

    private func checkApproval(
        _ change: ClusterChange, _ remediation: Remediation, _ policy: RemediationPolicy, _ rule: Rule,
        _ process: Operator
    ) {
        guard needsApproval(remediation, policy, rule, process) else { return }
        let annotations = [remediation, process.told.remediations[remediation.key]].map { $0?.metadata.annotations }
        let texts = annotations.compactMap { $0?[EvenkeelAPIGroup.Annotation.approve] }
        let digest = Self.digest(of: remediation)
        let isNamed = texts.contains { text in
            let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
            return digits.count >= 8 && digest.hasPrefix(digits)
        }
        if !isNamed { breach(.s4, "approval", "\(change.remediation) changed without an approval of \(digest)") }
        guard let created = remediation.metadata.creationTimestamp else { return }
        if process.clock(now) - created >= rule.approval.expiresAfter.seconds {
            breach(.s4, "expiry", "\(change.remediation) changed by an approval that had expired")
        }
    }

    private func needsApproval(
        _ remediation: Remediation, _ policy: RemediationPolicy, _ rule: Rule, _ process: Operator
    ) -> Bool {
        if policy.spec.mode == .suggest || process.told.evaluations[policy.key]?.last?.requiresApproval == true {
            return true
        }
        switch rule.approval.mode {
        case .never: return false
        case .always: return true
        case .belowConfidence:
            return remediation.spec.confidence < rule.approval.confidence ?? Percentage(fraction: 1)
        }
    }

    /// Worked out here once more, over everything that an approval is for.
    static func digest(of remediation: Remediation) -> String {
        var plan = remediation.spec.plan
        plan.digest = ""
        let content: JSON = [
            "plan": (try? JSON(encoding: plan)) ?? .null, "policy": .string(remediation.spec.policyRef.uid),
            "rule": .string(remediation.spec.rule),
        ]
        return SHA256.digest(content.serialized).hexadecimal
    }

    private func checkConfidence(_ change: ClusterChange, _ key: ObjectKey, _ rule: Rule, _ process: Operator) {
        let evidence = process.engine.evidence(of: key).filter { rule.when.signals.contains($0.signal) && $0.isBad }
        let all = evidence.filter { $0.quality == .ok }.map(\.confidence)
        let confidence = rule.when.all != nil ? all.min() : all.max()
        if (confidence ?? Percentage(fraction: 0)) < rule.minimumConfidence {
            breach(.s4, "confidence", "\(change.remediation) changed at \(confidence.map { "\($0)" } ?? "none")")
        }
    }

    /// Too much of the fleet looks bad at once, by the newest evaluations that were answered in the last quarter of an hour.
    private func checkCircuitBreaker(_ change: ClusterChange, _ process: Operator) {
        for guardrail in process.told.guardrails.values {
            guard let breaker = guardrail.spec.circuitBreaker else { continue }
            var isBad: [String: Bool] = [:]
            for (key, policy) in process.told.policies where !process.told.invalid.contains(key) {
                guard let evaluation = process.told.evaluations[key]?.last else { continue }
                let target = policy.spec.targetRef.name
                let isRecent = process.clock(now) - evaluation.at < 900
                isBad[target] = (isBad[target] ?? false) || isRecent && evaluation.verdicts.values.contains(.bad)
            }
            let bad = isBad.values.count(where: \.self)
            guard isBad.count >= max(1, breaker.minimumTargets),
                Double(bad) > breaker.unhealthyTargets.fraction * Double(isBad.count)
            else { continue }
            breach(
                .s11, "circuit breaker", "\(change.remediation) changed while \(bad) of \(isBad.count) targets were bad"
            )
        }
    }
}
