public import EvenkeelEngine

extension Effect {
    /// What the answer to the effect carries; `nil` for effects that are not answered, or answered by an evaluation.
    public var id: EffectID? {
        switch self {
        case .createRemediation(let id, _, _), .writeRemediationStatus(let id, _), .writePolicyStatus(let id, _, _, _),
            .writeMetricSourceStatus(let id, _, _, _), .writeGuardrailStatus(let id, _, _, _), .change(let id, _),
            .read(let id, _):
            id
        case .evaluate, .deleteRemediation, .recordEvent, .audit: nil
        }
    }
}
