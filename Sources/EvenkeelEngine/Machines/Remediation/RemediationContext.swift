import EvenkeelAPI
import KubernetesTypes

/// What the engine knows beside the one Remediation: read by its machine, never changed.
protocol RemediationSurroundings: Sendable {
    var hasStarted: Bool { get }
    /// Requests of one change that may fail before it is given up.
    var attempts: Int { get }
    /// Entries of a timeline, and intents, that are kept.
    var timelineLength: Int { get }

    /// Policy and rule that the Remediation belongs to, if they still exist.
    func origin(_ remediation: Remediation) -> (policy: PolicyMachine, rule: Rule)?
    /// Why the policy, which exists, could never be read by this process; `nil` if it was, or is gone.
    func unreadablePolicy(of remediation: Remediation) -> String?
    /// What a decision at this moment rests on; `nil` if policy or rule is gone.
    func inputs(_ stage: DecisionInputs.Stage, _ machine: RemediationMachine, now: Timestamp) -> DecisionInputs?
    /// In the order of their names.
    func guardrails(covering namespace: String) -> [Guardrail]
    /// The name of another Remediation in progress on the same target or object.
    func inFlight(beside machine: RemediationMachine) -> String?
    /// Others that gates may ask about.
    func others(_ policy: RemediationPolicy, except key: ObjectKey, now: Timestamp) -> [RemediationMachine]
}

/// The surroundings at one moment.
struct RemediationContext: Sendable {
    let now: Timestamp
    private let surroundings: any RemediationSurroundings

    init(_ surroundings: any RemediationSurroundings, now: Timestamp) {
        self.surroundings = surroundings
        self.now = now
    }

    var hasStarted: Bool { surroundings.hasStarted }
    var attempts: Int { surroundings.attempts }
    var timelineLength: Int { surroundings.timelineLength }

    func origin(_ remediation: Remediation) -> (policy: PolicyMachine, rule: Rule)? {
        surroundings.origin(remediation)
    }

    func unreadablePolicy(of remediation: Remediation) -> String? { surroundings.unreadablePolicy(of: remediation) }

    func inputs(_ stage: DecisionInputs.Stage, _ machine: RemediationMachine) -> DecisionInputs? {
        surroundings.inputs(stage, machine, now: now)
    }

    func record(_ stage: DecisionInputs.Stage, _ machine: RemediationMachine) -> DecisionRecord? {
        inputs(stage, machine).map { DecisionRecord($0) }
    }

    func guardrails(of machine: RemediationMachine) -> [Guardrail] {
        surroundings.guardrails(covering: machine.key.namespace ?? "")
    }

    func inFlight(beside machine: RemediationMachine) -> String? { surroundings.inFlight(beside: machine) }

    func others(_ policy: PolicyMachine, except key: ObjectKey) -> [RemediationMachine] {
        surroundings.others(policy.policy, except: key, now: now)
    }
}

extension Remediation {
    var policyKey: ObjectKey { ObjectKey(namespace: metadata.namespace, name: spec.policyRef.name) }
}
