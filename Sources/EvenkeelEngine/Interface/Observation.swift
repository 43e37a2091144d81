public import EvenkeelAPI
public import KubernetesTypes

/// Everything that can reach the engine.
public enum Observation: Sendable {
    case policyChanged(RemediationPolicy)
    /// The object is there but cannot be read as a policy: what is wrong, in sentences,
    /// and the status that is stored.
    case policyInvalid(
        ObjectKey, uid: String = "", generation: Int, status: RemediationPolicyStatus? = nil, reasons: [String])
    case policyDeleted(ObjectKey)
    case remediationChanged(Remediation)
    case remediationDeleted(ObjectKey)
    case guardrailChanged(Guardrail)
    case guardrailDeleted(String)
    case metricSourceChanged(MetricSource)
    case metricSourceDeleted(String)
    /// Until this is told, the API server is taken to vouch for approvals: a shell that needs to know says so first.
    case approvalsVouched(ApprovalVouching)
    /// All of Evenkeel's own resources have been listed at least once, and this replica leads: it may begin.
    case started
    case evaluated(Evaluation)
    /// The answer to an effect that carries an id.
    case answered(EffectID, Outcome)
    /// Time has passed; `Engine.nextDeadline` says when this is needed.
    case timePassed
}

/// What became of an effect.
public enum Outcome: Sendable {
    /// It took place; the object as it is now, where the server sent it.
    case done(KubernetesObject?)
    /// The server refused: it is certain that nothing was changed.
    case refused(Status)
    /// Nothing was sent, or it is certain that it did not arrive.
    case notSent(String)
    /// It may have taken place: the answer was lost.
    case unknown(String)
}

public struct EffectID: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var number: UInt64

    public init(_ number: UInt64) { self.number = number }

    public static func < (left: EffectID, right: EffectID) -> Bool { left.number < right.number }
    public var description: String { "\(number)" }
}
