import Detection
public import KubernetesTypes

extension Engine {
    /// Outside of which the last evaluation would have acted upon the signal's value; `nil` for signals that have none, and where too
    /// little is known.
    public func band(of policy: ObjectKey, signal: String) -> ClosedRange<Double>? {
        guard let judgement = policies[policy]?.signals[signal]?.detector?.lastJudgement, !judgement.isWarmingUp
        else { return nil }
        let band = judgement.alertBand
        guard band.lower.isFinite, band.upper.isFinite, band.lower <= band.upper else { return nil }
        return band.lower...band.upper
    }
}
