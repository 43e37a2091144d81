import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// Writes down what the engine does. It decides nothing.
struct Recorder: Sendable {
    private struct RuleKey: Hashable, Sendable {
        var policy: ObjectKey
        var rule: String
    }

    static let maximumEvents = 10_000

    private(set) var record: BacktestRecord
    /// Policies that ask for approval of everything by their mode.
    private let asking: Set<ObjectKey>
    private var ofRemediation: [ObjectKey: Int] = [:]
    /// The decision about the incident that a rule is in.
    private var current: [RuleKey: Int] = [:]
    private var histories: [RuleKey: Int] = [:]
    private var signals: [ObjectKey: [String: Int]] = [:]

    init(setup: BacktestSetup) {
        record = BacktestRecord(range: Span(from: setup.from, to: setup.to), policies: setup.policies)
        asking = Set(setup.policies.filter { $0.spec.mode == .suggest }.map(\.key))
        for policy in setup.policies {
            for rule in policy.spec.rules {
                histories[RuleKey(policy: policy.key, rule: rule.name)] = record.rules.count
                record.rules.append(RuleHistory(policy: policy.key, rule: rule.name))
            }
            for signal in policy.spec.signals {
                signals[policy.key, default: [:]][signal.name] = record.readings.count
                record.readings.append(Readings(policy: policy.key, signal: signal.name))
            }
        }
    }

    mutating func created(_ remediation: Remediation, at now: Timestamp) {
        let spec = remediation.spec
        let key = ObjectKey(namespace: remediation.metadata.namespace, name: spec.policyRef.name)
        let rule = RuleKey(policy: key, rule: spec.rule)
        let decision = Decision(
            policy: key, rule: spec.rule, at: now, incidentStartedAt: spec.incidentStartedAt,
            name: remediation.metadata.name, action: spec.plan.action, plan: spec.plan.summary,
            confidence: spec.confidence.fraction, evidence: spec.evidence, gates: [], outcome: .ended(.proposed),
            message: "")
        if let index = current[rule], record.decisions[index].name == nil {
            // What was held at first has come about after all.
            record.decisions[index] = decision
            ofRemediation[remediation.key] = index
        } else {
            current[rule] = record.decisions.count
            ofRemediation[remediation.key] = record.decisions.count
            record.decisions.append(decision)
        }
    }

    mutating func wrote(_ remediation: Remediation) {
        guard let index = ofRemediation[remediation.key], let status = remediation.status else { return }
        let asks = asking.contains(record.decisions[index].policy)
        switch status.phase {
        case .proposed: break
        case .shadowed: record.decisions[index].outcome = Decision.Outcome(status.gates, asks: asks)
        case let phase: record.decisions[index].outcome = .ended(phase)
        }
        record.decisions[index].gates = status.gates
        record.decisions[index].message = status.timeline.last?.message ?? ""
        record.decisions[index].recoveredAt = status.incidentEndedAt
        record.decisions[index].grade = status.grade
    }

    mutating func wrote(_ status: RemediationPolicyStatus, of policy: ObjectKey, at now: Timestamp) {
        for rule in status.rules {
            let key = RuleKey(policy: policy, rule: rule.name)
            if let index = histories[key] { record.rules[index].take(rule, at: now) }
            follow(rule, key, status.signals, at: now)
        }
    }

    /// A rule that is triggered and has no Remediation was stopped by a gate, which is a decision as well.
    private mutating func follow(_ rule: RuleStatus, _ key: RuleKey, _ signals: [Evidence], at now: Timestamp) {
        if rule.verdict == .quiet, let index = current.removeValue(forKey: key) {
            if record.decisions[index].name == nil { record.decisions[index].recoveredAt = now }
        }
        guard rule.verdict == .triggered, current[key] == nil else { return }
        let outcome = Decision.Outcome(rule.gates, asks: false)
        switch outcome {
        case .held, .refused: break
        case .act, .ask, .ended: return
        }
        current[key] = record.decisions.count
        let named = record.policies.first { $0.key == key.policy }?.spec.rules.first { $0.name == key.rule }?.when
            .signals
        record.decisions.append(
            Decision(
                policy: key.policy, rule: key.rule, at: now, incidentStartedAt: now,
                confidence: rule.confidence?.fraction ?? 0,
                evidence: signals.filter { named?.contains($0.signal) ?? true }, gates: rule.gates, outcome: outcome,
                message: rule.message))
    }

    mutating func evaluated(_ policy: ObjectKey, _ engine: Engine, at now: Timestamp) {
        record.evaluations += 1
        guard let indices = signals[policy] else { return }
        for evidence in engine.evidence(of: policy) {
            guard let index = indices[evidence.signal] else { continue }
            record.readings[index].take(
                evidence, bands: engine.bands(of: policy, signal: evidence.signal), at: now)
        }
    }

    mutating func happened(_ event: EventRecord) {
        if record.events.count < Self.maximumEvents { record.events.append(event) }
    }

    mutating func notice(_ sentences: [String]) { record.notices += sentences }
}
