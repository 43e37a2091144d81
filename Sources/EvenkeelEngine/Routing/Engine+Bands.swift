import Detection
public import KubernetesTypes

/// The two bands that an anomaly's value is judged by.
public struct SignalBands: Sendable, Hashable {
    /// Outside of it a value is fit to act upon, once it has lasted.
    public var alert: ClosedRange<Double>
    /// Outside of it a single value is unusual.
    public var notice: ClosedRange<Double>
}

extension Engine {
    /// The bands of the last evaluation; `nil` for signals that have none, and where too little is known.
    public func bands(of policy: ObjectKey, signal: String) -> SignalBands? {
        guard let judgement = policies[policy]?.signals[signal]?.detector?.lastJudgement, !judgement.isWarmingUp,
            let alert = judgement.alertBand.range, let notice = judgement.noticeBand.range
        else { return nil }
        return SignalBands(alert: alert, notice: notice)
    }
}

extension Band {
    fileprivate var range: ClosedRange<Double>? {
        lower.isFinite && upper.isFinite && lower <= upper ? lower...upper : nil
    }
}
