public import EvenkeelAPI
public import KubernetesTypes

/// What the policy decided about one incident: the engine's own Remediation, or why there was none.
public struct Decision: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// It would have acted.
        case act
        /// It would have asked for approval.
        case ask
        /// A gate would have made it wait.
        case held(gate: String)
        /// A gate would have stopped this plan for good.
        case refused(gate: String)
        /// It came to another end, such as the signals' recovery, before a verdict.
        case ended(Phase)
    }

    public var policy: ObjectKey
    public var rule: String
    public var at: Timestamp
    /// When the incident was first observed.
    public var incidentStartedAt: Timestamp
    /// When the rule's signals had recovered; `nil` where they had not when the backtest ended.
    public var recoveredAt: Timestamp?
    /// Of the Remediation; `nil` where a gate did not let one come to be.
    public var name: String?
    public var action: ActionName?
    /// The plan in words.
    public var plan: String?
    public var confidence: Double
    public var evidence: [Evidence]
    public var gates: [GateStatus]
    public var outcome: Outcome
    /// The engine's own sentence.
    public var message: String
    public var grade: Grade?

    /// The policy would have done something, by itself or after asking.
    public var isAct: Bool { outcome == .act || outcome == .ask }

    /// The gate that stood in the way, if one did.
    public var gate: String? {
        switch outcome {
        case .held(let gate), .refused(let gate): gate
        case .act, .ask, .ended: nil
        }
    }
}

extension Decision.Outcome {
    /// From the gates of a decision. That the mode changes nothing is the backtest's own doing, and that a shadow was
    /// shown for the incident is no obstacle to it.
    init(_ gates: [GateStatus], asks: Bool) {
        let blocking = gates.filter { $0.verdict != .pass && $0.name != .mode && $0.name != .previousAttempt }
        let others = blocking.filter { $0.name != .approval }
        if let refusal = others.first(where: { $0.verdict == .refuse }) {
            self = .refused(gate: refusal.name.rawValue)
        } else if let hold = others.first {
            self = .held(gate: hold.name.rawValue)
        } else {
            self = blocking.isEmpty && !asks ? .act : .ask
        }
    }

    /// In two or three words.
    public var words: String {
        switch self {
        case .act: "would act"
        case .ask: "would ask"
        case .held(let gate): "held by \(gate)"
        case .refused(let gate): "refused by \(gate)"
        case .ended(let phase): "ended \(phase.rawValue)"
        }
    }
}
