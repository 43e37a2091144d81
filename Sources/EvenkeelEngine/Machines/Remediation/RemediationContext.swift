import EvenkeelAPI
import KubernetesTypes

/// What one step of a Remediation may ask of the rest of the engine. It changes nothing.
struct RemediationContext: Sendable {
    let now: Timestamp
    private let engine: Engine

    init(_ engine: Engine, now: Timestamp) {
        self.engine = engine
        self.now = now
    }

    var limits: Engine.Limits { engine.limits }
    var hasStarted: Bool { engine.hasStarted }

    /// Policy and rule that the Remediation belongs to, if they still exist.
    func origin(_ remediation: Remediation) -> (policy: PolicyMachine, rule: Rule)? { engine.origin(remediation) }

    /// Why the policy, which exists, could never be read by this process; `nil` if it was, or is gone.
    func unreadablePolicy(of remediation: Remediation) -> String? {
        let key = remediation.policyKey
        guard engine.policies[key] == nil, let problem = engine.invalid[key],
            problem.uid == remediation.spec.policyRef.uid
        else { return nil }
        return problem.reasons.first ?? "it cannot be read"
    }

    /// What a decision at this moment rests on; `nil` if policy or rule is gone.
    func inputs(_ stage: DecisionInputs.Stage, _ machine: RemediationMachine) -> DecisionInputs? {
        origin(machine.remediation).map { engine.inputs(stage, $0.policy, $0.rule, machine, now: now) }
    }

    func record(_ stage: DecisionInputs.Stage, _ machine: RemediationMachine) -> DecisionRecord? {
        inputs(stage, machine).map { DecisionRecord($0) }
    }

    /// In the order of their names.
    func guardrails(of machine: RemediationMachine) -> [Guardrail] {
        engine.guardrails(covering: machine.key.namespace ?? "")
    }

    /// The name of another Remediation in progress on the same target or object.
    func inFlight(beside machine: RemediationMachine) -> String? { engine.remediations.inFlight(beside: machine) }

    /// Others that gates may ask about.
    func others(_ policy: PolicyMachine, except key: ObjectKey) -> [RemediationMachine] {
        engine.remediations.concerning(policy.policy, except: key, now: now)
    }
}

extension Remediation {
    var policyKey: ObjectKey { ObjectKey(namespace: metadata.namespace, name: spec.policyRef.name) }
}
