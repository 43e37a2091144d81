import EvenkeelAPI
import JSONValue
import KubernetesTypes

extension Engine {
    /// Writes the policy's status where a verdict has changed, or where it was asked for.
    ///
    /// - Parameter judged: what was judged at this evaluation already, by rule.
    mutating func reportPolicy(_ key: ObjectKey, _ judged: [String: DecisionRecord], now: Timestamp) {
        guard let track = policies[key], track.statusWrite == .idle else { return }
        let rules = track.policy.spec.rules.map { ruleStatus($0, track, judged, now: now) }
        let status = status(of: track, rules, now: now)
        for (rule, status) in zip(track.policy.spec.rules, rules) where isNews(status, track) {
            auditVerdict(track, status, judged[rule.name] ?? judgement(track, rule, now: now), now: now)
        }
        let refreshed = track.policy.metadata.annotations?[EvenkeelAPIGroup.Annotation.refresh]
        guard !status.saysTheSame(as: track.written) || refreshed != track.written?.refreshed else { return }
        let isNewSpec = status.observedGeneration != track.written?.observedGeneration
        guard !track.isBrieflyBlind || isNewSpec || refreshed != track.written?.refreshed else { return }
        recordRefusals(track, status)
        send(.reported(status), toPolicy: key, now: now)
    }

    /// Where nothing is bad it follows from the signals alone, and no gate has to be asked.
    private func ruleStatus(
        _ rule: Rule, _ track: PolicyMachine, _ judged: [String: DecisionRecord], now: Timestamp
    ) -> RuleStatus {
        let memory = track.rules[rule.name] ?? RuleMemory()
        let outcome =
            judged[rule.name]?.outcome ?? memory.outcomeAtRest ?? judgement(track, rule, now: now).outcome
        return RuleStatus(rule.name, outcome, memory.finding)
    }

    /// Of an object that cannot be read, all that can be said is why.
    mutating func reportInvalid(
        _ key: ObjectKey, _ problem: InvalidPolicy, stored: RemediationPolicyStatus?, now: Timestamp
    ) {
        let track = policies[key]
        // What was seen of revisions is written nowhere else.
        var status = track?.written ?? stored ?? RemediationPolicyStatus()
        status.observedGeneration = problem.generation
        let message = problem.reasons.joined(separator: "; ")
        for type in [ConditionType.valid, ConditionType.ready] {
            status.conditions.set(
                Condition(
                    type: type, status: .isFalse, observedGeneration: problem.generation, lastTransitionTime: now,
                    reason: "Invalid", message: message.cut(to: 1000)))
        }
        if track != nil { return send(.reported(status), toPolicy: key, now: now) }
        let id = makeEffectID(.policyStatus(key))
        effects.append(.writePolicyStatus(id, key, uid: problem.uid, status))
    }

    /// A rule that has just come to be refused says so once, where people look.
    private mutating func recordRefusals(_ track: PolicyMachine, _ status: RemediationPolicyStatus) {
        for rule in status.rules {
            guard let refusal = rule.refusal(in: track.policy.spec.mode) else { continue }
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

    private func status(
        of track: PolicyMachine, _ rules: [RuleStatus], now: Timestamp
    ) -> RemediationPolicyStatus {
        var status = RemediationPolicyStatus(
            observedGeneration: track.policy.metadata.generation, conditions: track.written?.conditions ?? [],
            health: health(track), signals: track.policy.spec.signals.compactMap { track.findings[$0.name]?.evidence },
            rules: rules, revisions: track.health.evidence, scorecard: scorecard(of: track),
            refreshed: track.policy.metadata.annotations?[EvenkeelAPIGroup.Annotation.refresh])
        for condition in conditions(track, rules, now: now) { status.conditions.set(condition) }
        return status
    }

    /// `nil` where nothing was graded yet.
    private func scorecard(of track: PolicyMachine) -> Scorecard? {
        let grades = remediations.grades(of: track.uid)
        return grades.isEmpty ? nil : Scorecard(grades)
    }

    private func health(_ track: PolicyMachine) -> Health {
        let all = track.policy.spec.signals.compactMap { track.findings[$0.name] }
        if all.contains(where: \.isBad) { return .unhealthy }
        if all.isEmpty || all.contains(where: { !$0.isGood && !$0.isPending })
            || track.evaluation?.target.availability != .known
        {
            return .unknown
        }
        return .healthy
    }

    private func conditions(_ track: PolicyMachine, _ rules: [RuleStatus], now: Timestamp) -> [Condition] {
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
            condition(ConditionType.actionable, refusal(rules, track), "NothingRefused"),
            condition(ConditionType.ready, target ?? signals, "Evaluating"),
        ]
    }

    /// By the first rule whose action is refused.
    private func refusal(_ rules: [RuleStatus], _ track: PolicyMachine) -> (reason: String, message: String)? {
        for rule in rules {
            guard let gate = rule.refusal(in: track.policy.spec.mode) else { continue }
            return (gate.name.rawValue, "\(rule.name): \(gate.message)".cut(to: 1000))
        }
        return nil
    }

    private func targetProblem(_ track: PolicyMachine) -> (reason: String, message: String)? {
        let target = track.policy.spec.targetRef
        switch track.evaluation?.target.availability {
        case .known?: return nil
        case .targetNotFound?:
            return (
                "TargetNotFound",
                "there is no \(target.kind.rawValue) \(target.name) in this namespace; check targetRef"
            )
        case .unavailable(let reason)?: return ("ClusterUnreadable", reason)
        case nil: return ("NotLookedAt", "the first evaluation is under way")
        }
    }

    private func signalProblem(_ track: PolicyMachine) -> (reason: String, message: String)? {
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
}

extension RuleStatus {
    /// What stands against the action of a rule that is triggered and does not pass by waiting, unless that is as it is meant.
    fileprivate func refusal(in mode: Mode) -> GateStatus? {
        guard verdict == .triggered, let refusal = gates.first(where: { $0.verdict == .refuse }),
            refusal.name != .mode
        else { return nil }
        // That a shadow was shown already is no trouble; the Shadowed event has said it.
        return refusal.name == .previousAttempt && mode == .shadow ? nil : refusal
    }
}

extension RemediationPolicyStatus {
    /// Whether it differs in nothing but the numbers and sentences that change with every evaluation.
    fileprivate func saysTheSame(as other: RemediationPolicyStatus?) -> Bool {
        guard let other else { return false }
        return signals.elementsEqual(other.signals) { $0.saysTheSame(as: $1) }
            && rules.elementsEqual(other.rules) { $0.saysTheSame(as: $1) }
            && conditions.elementsEqual(other.conditions) { $0.saysTheSame(as: $1) }
            && revisions.elementsEqual(other.revisions) {
                ($0.revision, $0.templateHash) == ($1.revision, $1.templateHash)
            }
            && withoutLists == other.withoutLists
    }

    private var withoutLists: RemediationPolicyStatus {
        var bare = self
        (bare.signals, bare.rules, bare.conditions, bare.revisions) = ([], [], [], [])
        return bare
    }
}

extension Evidence {
    fileprivate func saysTheSame(as other: Evidence) -> Bool {
        (signal, quality, reason, isBad) == (other.signal, other.quality, other.reason, other.isBad)
    }
}

extension RuleStatus {
    fileprivate func saysTheSame(as other: RuleStatus) -> Bool {
        (name, verdict) == (other.name, other.verdict)
            && gates.elementsEqual(other.gates) { ($0.name, $0.verdict) == ($1.name, $1.verdict) }
    }
}

extension Condition {
    fileprivate func saysTheSame(as other: Condition) -> Bool {
        (type, status, observedGeneration, reason)
            == (other.type, other.status, other.observedGeneration, other.reason)
    }
}

extension Unavailability {
    /// Whether it lasts until somebody changes something.
    var needsPerson: Bool { self != .sourceUnreachable }
}

extension RuleStatus {
    init(_ name: String, _ outcome: DecisionOutcome, _ finding: RuleFinding?) {
        let verdict: Verdict =
            switch outcome.choice {
            case .quiet: .quiet
            case .unknown: .unknown
            case .watch where outcome.gates.contains(where: \.isEarly): .watching
            default: .triggered
            }
        let bad = finding.flatMap { $0.state == .bad ? $0 : nil }
        self.init(
            name: name, verdict: verdict, confidence: bad.map { Percentage(fraction: $0.confidence) },
            message: outcome.message, gates: outcome.gates)
    }
}
