import EvenkeelAPI
import KubernetesTypes

extension Engine {
    /// Writes the policy's status where a verdict has changed, or where it was asked for.
    mutating func writePolicyStatus(_ key: ObjectKey, now: Timestamp) {
        guard let track = policies[key], track.writing == nil else { return }
        let status = status(of: track, now: now)
        let refreshed = track.policy.metadata.annotations?[EvenkeelAPIGroup.Annotation.refresh]
        guard Self.verdicts(status) != track.written.map(Self.verdicts) || refreshed != track.written?.refreshed else {
            return
        }
        let isNewSpec = status.observedGeneration != track.written?.observedGeneration
        guard !track.isBrieflyBlind || isNewSpec || refreshed != track.written?.refreshed else { return }
        policies[key]?.writing = status
        recordRefusals(track, status)
        let id = makeEffectID(.policyStatus(key))
        effects.append(.writePolicyStatus(id, key, uid: track.uid, status))
    }

    /// Of an object that cannot be read, all that can be said is why.
    mutating func writeInvalidStatus(_ key: ObjectKey, _ problem: InvalidPolicy, now: Timestamp) {
        let track = policies[key]
        var status = track?.written ?? RemediationPolicyStatus()
        status.observedGeneration = problem.generation
        let message = problem.reasons.joined(separator: "; ")
        for type in [ConditionType.valid, ConditionType.ready] {
            status.conditions.set(
                Condition(
                    type: type, status: .isFalse, observedGeneration: problem.generation, lastTransitionTime: now,
                    reason: "Invalid", message: String(message.prefix(1000))))
        }
        policies[key]?.writing = status
        let id = makeEffectID(.policyStatus(key))
        effects.append(.writePolicyStatus(id, key, uid: track?.uid ?? problem.uid, status))
    }

    /// A rule that has just come to be refused says so once, where people look.
    private mutating func recordRefusals(_ track: PolicyTrack, _ status: RemediationPolicyStatus) {
        for rule in status.rules where rule.verdict == .triggered {
            guard let refusal = rule.gates.first(where: { $0.verdict == .refuse }), refusal.name != Gate.mode else {
                continue
            }
            // That a shadow was shown already is no trouble; the Shadowed event has said it.
            if refusal.name == Gate.previousAttempt, track.policy.spec.mode == .shadow { continue }
            let before = track.written?.rules.first { $0.name == rule.name }
            let isKnown = before?.gates.contains { $0.name == refusal.name && $0.verdict == .refuse } ?? false
            guard !isKnown || before?.verdict != .triggered else { continue }
            effects.append(
                .recordEvent(
                    EventRecord(
                        kind: .warning, reason: "Refused", message: "\(rule.name): \(refusal.message)",
                        action: "Refuse",
                        regarding: ObjectReference(
                            apiVersion: RemediationPolicy.apiVersion, kind: RemediationPolicy.kind, key: track.key),
                        regardingUID: track.uid)))
        }
    }

    mutating func policyStatusWritten(_ key: ObjectKey, _ outcome: Outcome) {
        guard var track = policies[key] else { return }
        if case .done = outcome { track.written = track.writing }
        track.writing = nil
        policies[key] = track
    }

    private func status(of track: PolicyTrack, now: Timestamp) -> RemediationPolicyStatus {
        var status = RemediationPolicyStatus(
            observedGeneration: track.policy.metadata.generation, conditions: track.written?.conditions ?? [],
            health: health(track), signals: track.policy.spec.signals.compactMap { track.findings[$0.name]?.evidence },
            rules: track.policy.spec.rules.map { ruleStatus(track, $0, now: now) }, revisions: track.health.evidence,
            refreshed: track.policy.metadata.annotations?[EvenkeelAPIGroup.Annotation.refresh])
        for condition in conditions(track, now: now) { status.conditions.set(condition) }
        return status
    }

    private func health(_ track: PolicyTrack) -> Health {
        let all = track.policy.spec.signals.compactMap { track.findings[$0.name] }
        if all.contains(where: \.isBad) { return .unhealthy }
        if all.isEmpty || all.contains(where: { !$0.isGood && !$0.isPending })
            || track.look?.target.availability != .known
        {
            return .unknown
        }
        return .healthy
    }

    private func ruleStatus(_ track: PolicyTrack, _ rule: Rule, now: Timestamp) -> RuleStatus {
        guard let memory = track.rules[rule.name], let finding = memory.finding else {
            return RuleStatus(name: rule.name, verdict: .unknown, message: "not looked at yet")
        }
        guard finding.state == .bad else {
            let unusable = finding.evidence.first { $0.quality != .ok }
            return RuleStatus(
                name: rule.name, verdict: finding.state == .unknown ? .unknown : .quiet,
                message: unusable.map { "\($0.signal) is \($0.quality.rawValue): \($0.explanation)" } ?? "all is well")
        }
        let open = openRemediation(track, rule)
        let plan = open.map { Result.success($0.remediation.spec.plan) } ?? makePlan(track, rule, now: now)
        let gates = Gate.evaluate(situation(track, rule, plan: plan, remediation: open, now: now))
        let early: Set = ["DataQuality", "Confidence", "Persistence"]
        let isWatching = gates.contains { early.contains($0.name) && $0.verdict != .pass }
        return RuleStatus(
            name: rule.name, verdict: isWatching ? .watching : .triggered,
            confidence: Percentage(fraction: finding.confidence), message: message(open, gates), gates: gates)
    }

    private func message(_ open: RemediationTrack?, _ gates: [GateStatus]) -> String {
        if let open { return "\(open.remediation.metadata.name ?? "") is \(open.effective.phase.rawValue)" }
        let blocking = gates.first { $0.verdict == .refuse } ?? gates.first { $0.verdict == .hold }
        return blocking.map { "\($0.name): \($0.message)" } ?? "ready to act"
    }

    private func conditions(_ track: PolicyTrack, now: Timestamp) -> [Condition] {
        func condition(_ type: String, _ problem: (reason: String, message: String)?, _ fine: String) -> Condition {
            Condition(
                type: type, status: problem == nil ? .isTrue : .isFalse,
                observedGeneration: track.policy.metadata.generation, lastTransitionTime: now,
                reason: problem?.reason ?? fine, message: problem?.message ?? "")
        }
        let target = targetProblem(track)
        let signals = signalProblem(track)
        return [
            condition(ConditionType.valid, nil, "Valid"),
            condition(ConditionType.targetFound, target, "Found"),
            condition(ConditionType.signalsReadable, signals, "Readable"),
            condition(ConditionType.ready, target ?? signals, "Evaluating"),
        ]
    }

    private func targetProblem(_ track: PolicyTrack) -> (reason: String, message: String)? {
        let target = track.policy.spec.targetRef
        switch track.look?.target.availability {
        case .known?: return nil
        case .targetNotFound?:
            return (
                "TargetNotFound",
                "there is no \(target.kind.rawValue) \(target.name) in this namespace; check targetRef"
            )
        case .unavailable(let reason)?: return ("ClusterUnreadable", reason)
        case nil: return ("NotLookedAt", "the first look is under way")
        }
    }

    private func signalProblem(_ track: PolicyTrack) -> (reason: String, message: String)? {
        let unusable = track.policy.spec.signals.compactMap { track.findings[$0.name]?.evidence }
            .filter { $0.quality != .ok && $0.quality != .thin }
        // What only a person can mend comes first; the rest may pass by itself.
        guard let first = unusable.first(where: { $0.reason?.needsPerson == true }) ?? unusable.first else {
            return nil
        }
        let asked = track.policy.spec.signals.filter { $0.source != nil }.count
        let isBlind = asked > 0 && unusable.filter { $0.reason == .sourceUnreachable }.count == asked
        let reason = first.reason?.needsPerson == true ? first.reason?.rawValue : isBlind ? "MonitoringBlind" : nil
        return (reason ?? "Signal\(first.quality.rawValue)", "\(first.signal): \(first.explanation)")
    }

    /// The status without the numbers and sentences that change with every look.
    private static func verdicts(_ status: RemediationPolicyStatus) -> RemediationPolicyStatus {
        var bare = status
        bare.signals = status.signals.map { evidence in
            Evidence(
                signal: evidence.signal, quality: evidence.quality, reason: evidence.reason, isBad: evidence.isBad,
                observedAt: Timestamp(microsecondsSince1970: 0), explanation: "")
        }
        bare.rules = status.rules.map { rule in
            RuleStatus(
                name: rule.name, verdict: rule.verdict, message: "",
                gates: rule.gates.map { GateStatus(name: $0.name, verdict: $0.verdict, message: "") })
        }
        bare.conditions = status.conditions.map { condition in
            var condition = condition
            condition.message = ""
            condition.lastTransitionTime = Timestamp(microsecondsSince1970: 0)
            return condition
        }
        bare.revisions = status.revisions.map { RevisionEvidence(revision: $0.revision, templateHash: $0.templateHash) }
        return bare
    }
}

extension Unavailability {
    /// Whether it lasts until somebody changes something.
    var needsPerson: Bool { self != .sourceUnreachable }
}
