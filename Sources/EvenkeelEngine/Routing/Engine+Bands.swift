import Detection
public import KubernetesTypes

extension Engine {
    /// The band within which the last evaluation expected the signal's value; `nil` for signals that have none, and where too
    /// little is known.
    public func band(of policy: ObjectKey, signal: String) -> ClosedRange<Double>? {
        guard let judgement = policies[policy]?.signals[signal]?.detector?.lastJudgement, !judgement.isWarmingUp,
            judgement.lower.isFinite, judgement.upper.isFinite, judgement.lower <= judgement.upper
        else { return nil }
        return judgement.lower...judgement.upper
    }
}
