public import EvenkeelAPI
public import KubernetesTypes

/// The decision: everything that Evenkeel decides, it decides here.
///
/// A value without I/O, clock or randomness. The same observations at the same times give the same effects, whichever
/// shell drives it: live, shadow, backtest or simulation.
public struct Engine: Sendable {
    public struct Limits: Sendable {
        /// Looks under way at once; the others wait for their turn.
        public var concurrentLooks = 64
        /// Requests of one change that may fail before it is given up.
        public var attempts = 5
        /// Entries of a Remediation's timeline and intents.
        public var timeline = 50

        public init() {}
    }

    var policies: [ObjectKey: PolicyTrack] = [:]
    var remediations: [ObjectKey: RemediationTrack] = [:]
    var guardrails: [String: Guardrail] = [:]
    var sources: [String: MetricSource] = [:]
    var hasStarted = false
    var limits: Limits
    /// Where the answer to each effect belongs.
    var awaited: [EffectID: Awaited] = [:]
    var nextEffect: UInt64 = 1
    var effects: [Effect] = []

    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Takes one observation and says what is to be done.
    public mutating func step(_ observation: Observation, now: Timestamp) -> [Effect] {
        effects.removeAll(keepingCapacity: true)
        take(observation, now: now)
        if hasStarted { beginDueLooks(now: now) }
        return effects
    }

    private mutating func take(_ observation: Observation, now: Timestamp) {
        switch observation {
        case .policyChanged(let policy): policyChanged(policy, now: now)
        case .policyInvalid(let key, let generation, let reasons):
            policyInvalid(key, generation: generation, reasons: reasons, now: now)
        case .policyDeleted(let key): policyDeleted(key, now: now)
        case .remediationChanged(let remediation): remediationChanged(remediation, now: now)
        case .remediationDeleted(let key): remediations[key] = nil
        case .guardrailChanged(let guardrail):
            guardrails[guardrail.metadata.name ?? ""] = guardrail
            driveAll(now: now)
        case .guardrailDeleted(let name):
            guardrails[name] = nil
            driveAll(now: now)
        case .metricSourceChanged(let source): sources[source.metadata.name ?? ""] = source
        case .metricSourceDeleted(let name): sources[name] = nil
        case .started:
            hasStarted = true
            driveAll(now: now)
        case .looked(let look): looked(look, now: now)
        case .answered(let id, let outcome): answered(id, outcome, now: now)
        case .timePassed: driveDue(now: now)
        }
    }

    /// The next time at which something is to be done without being asked; `nil` where nothing waits for time.
    public var nextDeadline: Timestamp? {
        guard hasStarted else { return nil }
        let looks = policies.values.lazy.filter { !$0.isLooking && $0.invalidReasons.isEmpty }.map(\.nextLookAt)
        let wakes = remediations.values.lazy.filter { $0.pending == nil }.compactMap(\.wakeAt)
        return [looks.min(), wakes.min()].compactMap(\.self).min()
    }

    /// Names of metric sources that policies use, and the namespaces that they are used from.
    public func metricSource(named name: String) -> MetricSource? { sources[name] }

    mutating func makeEffectID(_ awaited: Awaited) -> EffectID {
        let id = EffectID(nextEffect)
        nextEffect += 1
        self.awaited[id] = awaited
        return id
    }

    private mutating func driveAll(now: Timestamp) {
        for key in remediations.keys.sorted() { drive(key, now: now) }
    }

    private mutating func driveDue(now: Timestamp) {
        for key in remediations.keys.sorted() {
            guard let wakeAt = remediations[key]?.wakeAt, wakeAt <= now else { continue }
            remediations[key]?.wakeAt = nil
            drive(key, now: now)
        }
    }
}

/// What an answer belongs to.
enum Awaited: Sendable, Hashable {
    case creation(ObjectKey, policy: ObjectKey)
    case remediationStatus(ObjectKey)
    case policyStatus(ObjectKey)
    case change(ObjectKey)
    case dryRun(ObjectKey)
    case readTarget(ObjectKey)
    case readRemediation(ObjectKey)
}

extension Engine {
    private mutating func answered(_ id: EffectID, _ outcome: Outcome, now: Timestamp) {
        // An answer that nothing waits for belongs to an object that is gone.
        guard let awaited = awaited.removeValue(forKey: id) else { return }
        switch awaited {
        case .creation(let key, let policy): created(key, policy: policy, outcome, now: now)
        case .remediationStatus(let key): statusWritten(key, outcome, now: now)
        case .policyStatus(let key): policyStatusWritten(key, outcome)
        case .change(let key): changeAnswered(key, outcome, now: now)
        case .dryRun(let key): dryRunAnswered(key, outcome, now: now)
        case .readTarget(let key): targetRead(key, outcome, now: now)
        case .readRemediation(let key): remediationRead(key, outcome, now: now)
        }
    }
}
