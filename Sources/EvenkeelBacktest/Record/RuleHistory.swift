public import EvenkeelAPI
public import KubernetesTypes

/// The verdicts of one rule, each with the time from which it held.
public struct RuleHistory: Sendable, Hashable {
    public struct Turn: Sendable, Hashable {
        public var at: Timestamp
        public var verdict: RuleStatus.Verdict
        /// The gates that stood in the way, in their order.
        public var gates: [String]
    }

    /// So many turns say that the rule flaps; later ones are counted and not kept.
    static let maximum = 20_000

    public var policy: ObjectKey
    public var rule: String
    public private(set) var turns: [Turn] = []

    init(policy: ObjectKey, rule: String) {
        self.policy = policy
        self.rule = rule
    }

    mutating func take(_ status: RuleStatus, at now: Timestamp) {
        let gates = status.gates.filter { $0.verdict != .pass && $0.name != .mode && $0.name != .previousAttempt }
            .map(\.name.rawValue)
        guard turns.last?.verdict != status.verdict || turns.last?.gates != gates, turns.count < Self.maximum else {
            return
        }
        turns.append(Turn(at: now, verdict: status.verdict, gates: gates))
    }

    /// The times during which the verdict was one of these.
    public func spans(_ verdicts: Set<RuleStatus.Verdict>, until end: Timestamp) -> [Span] {
        var spans: [Span] = []
        for (index, turn) in turns.enumerated() where verdicts.contains(turn.verdict) {
            let to = index + 1 < turns.count ? turns[index + 1].at : end
            if let last = spans.last, last.to == turn.at {
                spans[spans.count - 1].to = to
            } else {
                spans.append(Span(from: turn.at, to: to))
            }
        }
        return spans
    }
}
