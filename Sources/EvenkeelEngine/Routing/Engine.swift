public import EvenkeelAPI
public import KubernetesTypes

/// The decision: everything that Evenkeel decides, it decides here.
///
/// A value without I/O, clock or randomness. The same observations at the same times give the same effects, whichever
/// shell drives it: live, shadow, backtest or simulation.
public struct Engine: Sendable {
    public struct Limits: Sendable {
        /// Evaluations under way at once; the others wait for their turn.
        public var concurrentEvaluations = 64
        /// Requests of one change that may fail before it is given up.
        public var attempts = 5
        /// Entries of a Remediation's timeline and intents.
        public var timeline = 50
        /// Seconds after which an evaluation that was not answered counts as blind.
        public var evaluationTimeout = 120.0
        /// Seconds after which any other effect that was not answered may have taken place or not.
        public var answerTimeout = 120.0

        public init() {}
    }

    var policies = PolicyBook()
    /// Objects that cannot be read as policies, and what was said of them.
    var invalid: [ObjectKey: InvalidPolicy] = [:]
    var remediations = RemediationBook()
    var guardrails: [String: GuardrailMachine] = [:]
    var sources: [String: MetricSourceMachine] = [:]
    /// Policies that were there at the start and were not evaluated since: how bad things are is not known yet.
    var unseen: Set<ObjectKey> = []
    /// When what guardrails do at present is compared again with what their statuses say.
    var guardrailsDueAt: Timestamp?
    /// When what deleted policies have left behind is looked through; `nil` where there is nothing.
    var orphansDueAt: Timestamp?
    /// As the last evaluation that saw them said.
    var namespaceLabels: [String: [String: String]] = [:]
    var approvals = ApprovalVouching.always
    var hasStarted = false
    var limits: Limits
    /// Where the answer to each effect belongs, and until when it is waited for.
    var awaited: [EffectID: (what: Awaited, until: Timestamp)] = [:]
    /// The time of the last observation.
    var lastStep: Timestamp?
    var nextEffect: UInt64 = 1
    var effects: [Effect] = []

    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Takes one observation and says what is to be done.
    public mutating func step(_ observation: Observation, now: Timestamp) -> [Effect] {
        effects.removeAll(keepingCapacity: true)
        turnBack(now: now)
        lastStep = now
        take(observation, now: now)
        giveUpWaiting(now: now)
        if hasStarted {
            beginDueEvaluations(now: now)
            reportGuardrails(now: now)
            pruneOrphans(now: now)
        }
        return effects
    }

    private mutating func take(_ observation: Observation, now: Timestamp) {
        switch observation {
        case .policyChanged(let policy): policyChanged(policy, now: now)
        case .policyInvalid(let key, let uid, let generation, let status, let reasons):
            policyInvalid(
                key, InvalidPolicy(uid: uid, generation: generation, reasons: reasons), stored: status,
                now: now)
        case .policyDeleted(let key): policyDeleted(key, now: now)
        case .remediationChanged(let remediation):
            remediationChanged(remediation, isWatched: true, now: now)
        case .remediationDeleted(let key): remediations[key] = nil
        case .guardrailChanged(let guardrail): guardrailChanged(guardrail, now: now)
        case .guardrailDeleted(let name): guardrailDeleted(name, now: now)
        case .metricSourceChanged(let source): sourceChanged(source, now: now)
        case .metricSourceDeleted(let name): sources[name] = nil
        case .approvalsVouched(let vouching):
            approvals = vouching
            sendToAll(.contextChanged, now: now)
        case .started:
            hasStarted = true
            orphansDueAt = now
            unseen = Set(policies.values.filter { $0.evaluation == nil && $0.problem == nil }.map(\.key))
            sendToAll(.contextChanged, now: now)
        case .evaluated(let evaluation): evaluated(evaluation, now: now)
        case .answered(let id, let outcome): answered(id, outcome, now: now)
        case .timePassed: sendToAll(.timePassed, now: now)
        }
    }

    /// The next time at which something is to be done without being asked; `nil` where nothing waits for time.
    public var nextDeadline: Timestamp? {
        guard hasStarted else { return nil }
        let evaluation = policies.nextAppointment(hasRoom: policies.underWay < limits.concurrentEvaluations)
        return [
            evaluation, remediations.nextWake, guardrails.isEmpty ? nil : guardrailsDueAt, orphansDueAt,
            awaited.values.lazy.map(\.until).min(),
        ].compactMap(\.self).min()
    }

    public var policyCount: Int { policies.count }

    /// Remediations that wait for a person.
    public var waitingApprovalCount: Int {
        remediations.open.count { remediations[$0]?.status.phase == .awaitingApproval }
    }

    /// Guardrails whose circuit breaker holds every change.
    public func openCircuitBreakerCount(at now: Timestamp) -> Int { openCircuitBreakers(at: now).count }

    /// What the last evaluation at a policy found of each of its signals.
    public func evidence(of policy: ObjectKey) -> [Evidence] {
        policies[policy]?.findings.values.map(\.evidence) ?? []
    }

    mutating func makeEffectID(_ awaited: Awaited) -> EffectID {
        let id = EffectID(nextEffect)
        nextEffect += 1
        self.awaited[id] = (awaited, (lastStep ?? Timestamp(microsecondsSince1970: 0)) + limits.answerTimeout)
        return id
    }
}

/// What an answer belongs to.
enum Awaited: Sendable, Hashable {
    enum OfRemediation: Sendable, Hashable {
        case statusWritten, remediationRead, dryRun, change, targetRead
    }

    case creation(ObjectKey, policy: ObjectKey, rule: String)
    /// After a creation whose answer was lost.
    case readCreated(ObjectKey, policy: ObjectKey, rule: String)
    case remediation(ObjectKey, OfRemediation)
    case policyStatus(ObjectKey)
    case sourceStatus(String)
    case guardrailStatus(String)
}

extension Engine {
    private mutating func answered(_ id: EffectID, _ outcome: Outcome, now: Timestamp) {
        // An answer that nothing waits for belongs to an object that is gone.
        guard let awaited = awaited.removeValue(forKey: id)?.what else { return }
        switch awaited {
        case .creation(let key, let policy, let rule): created(key, policy: policy, rule: rule, outcome, now: now)
        case .readCreated(let key, let policy, let rule):
            policies[policy]?.creating.remove(rule)
            createdRead(key, outcome, now: now)
        case .remediation(let key, let what): send(what.event(outcome), to: key, now: now)
        case .policyStatus(let key): send(.statusWritten(outcome), toPolicy: key, now: now)
        case .sourceStatus(let name): send(.statusWritten(outcome), toSource: name, now: now)
        case .guardrailStatus(let name): send(.statusWritten(outcome), toGuardrail: name, now: now)
        }
    }
}

extension Awaited.OfRemediation {
    fileprivate func event(_ outcome: Outcome) -> RemediationEvent {
        switch self {
        case .statusWritten: .statusWritten(outcome)
        case .remediationRead: .remediationRead(outcome)
        case .dryRun: .dryRunAnswered(outcome)
        case .change: .changeAnswered(outcome)
        case .targetRead: .targetRead(outcome)
        }
    }
}

// What a clock and the rest of the world may do to somebody who waits.
extension Engine {
    /// What is not answered in time counts as lost; an answer that comes later finds nobody who waits for it.
    private mutating func giveUpWaiting(now: Timestamp) {
        for (id, _) in awaited.filter({ $0.value.until <= now }).sorted(by: { $0.key < $1.key }) {
            answered(id, .unknown("there was no answer within \(Int(limits.answerTimeout)) seconds"), now: now)
        }
        for key in policies.unanswered(at: now) {
            guard let asked = policies[key]?.evaluationInProgress?.at else { continue }
            let reason = "the evaluation was not answered within \(Int(limits.evaluationTimeout)) seconds"
            evaluated(Evaluation(policy: key, at: asked, target: .unavailable(reason), answers: []), now: now)
        }
    }

    /// A clock that is set back must not make anything wait until it has caught up.
    private mutating func turnBack(now: Timestamp) {
        guard let lastStep, now < lastStep else { return }
        for key in policies.keys.sorted() {
            send(.clockSetBack(timeout: limits.evaluationTimeout), toPolicy: key, now: now)
        }
        sendToAll(.clockSetBack, now: now)
        guardrailsDueAt = now
        for id in awaited.keys { awaited[id]?.until = now + limits.answerTimeout }
    }
}

extension Engine {
    /// Effects whose answers are still to come.
    var awaitedCount: Int { awaited.count }
}
