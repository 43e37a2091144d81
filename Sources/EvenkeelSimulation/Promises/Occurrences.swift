import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// One step of a process's engine.
struct Step {
    var observation: Observation
    var effects: [Effect]
    /// By the process's own clock.
    var clock: Timestamp
    var process: Operator
}

/// A change that a process wants, with what it was given before.
struct WantedChange {
    var change: ClusterChange
    /// As it is stored.
    var remediation: Remediation
    var policyKey: ObjectKey
    /// The policy that the Remediation was made for, as the process knows it.
    var policy: RemediationPolicy?
    /// `nil` for an undo, which needs no rule.
    var rule: Rule?
    var process: Operator

    /// The newest evaluation of the policy that was answered.
    var evaluation: EvaluationTruth? { process.delivered.evaluations[policyKey]?.last }
    var name: String { "\(change.purpose) by \(change.remediation)" }
}

/// A Remediation that a process wants to be created.
struct Proposal {
    var remediation: Remediation
    /// As the process knows them.
    var policy: RemediationPolicy?
    var rule: Rule?
    var process: Operator
}

/// A status that a process wants to be written.
struct StatusReport {
    var id: EffectID
    var remediation: Remediation
    var status: RemediationStatus
    /// As it is stored.
    var old: RemediationStatus?
    var policyKey: ObjectKey
    /// As the process knows it.
    var rule: Rule?
    var process: Operator

    var isNewPhase: Bool { status.phase != old?.phase }
    /// Of the policy, oldest first.
    var evaluations: [EvaluationTruth] { process.delivered.evaluations[policyKey] ?? [] }
}

/// What an effect made of the cluster.
struct Arrival {
    var effect: Effect
    var written: [StoredChange]
    /// That a change was made for, as it was stored before.
    var remediation: Remediation?
}
