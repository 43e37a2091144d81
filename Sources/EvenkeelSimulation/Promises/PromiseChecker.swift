import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

/// Holds what a process does against one promise. It is given what happened, keeps its own ledger of it, and reads the
/// world but never writes to it.
protocol PromiseChecker: AnyObject {
    /// The engine took an observation.
    func stepped(_ step: Step)
    /// An evaluation was answered, and counts.
    func evaluated(_ truth: EvaluationTruth, of policy: RemediationPolicy)
    /// The engine wants a change.
    func wanted(_ wish: WantedChange)
    /// The engine wants a Remediation to be created.
    func proposed(_ proposal: Proposal)
    /// The engine wants the status of a Remediation to be written.
    func reported(_ report: StatusReport)
    /// The engine wants the status of a policy to be written.
    func reported(_ status: RemediationPolicyStatus)
    /// An effect that has passed the fence leaves the process.
    func sent(_ effect: Effect, by process: Operator)
    /// The same, if it is a change for a Remediation that is stored.
    func sent(_ change: ClusterChange, for remediation: Remediation)
    /// The API server has carried an effect out, or refused it.
    func arrived(_ arrival: Arrival)
    /// The same, if it is a change and something was stored.
    func changed(_ change: ClusterChange, _ arrival: Arrival)
    /// A person has deleted the Remediation with this uid.
    func deletedByPerson(_ uid: String)
    /// The world is at its end.
    func ended()
}

extension PromiseChecker {
    func stepped(_ step: Step) {}
    func evaluated(_ truth: EvaluationTruth, of policy: RemediationPolicy) {}
    func wanted(_ wish: WantedChange) {}
    func proposed(_ proposal: Proposal) {}
    func reported(_ report: StatusReport) {}
    func reported(_ status: RemediationPolicyStatus) {}
    func sent(_ effect: Effect, by process: Operator) {}
    func sent(_ change: ClusterChange, for remediation: Remediation) {}
    func arrived(_ arrival: Arrival) {}
    func changed(_ change: ClusterChange, _ arrival: Arrival) {}
    func deletedByPerson(_ uid: String) {}
    func ended() {}
}
