import EvenkeelAPI
import KubernetesTypes

/// A record with its score: what is shown as a table, as JSON and as a page.
public struct BacktestReport: Sendable {
    public var record: BacktestRecord
    /// `nil` where no incidents are known, which is something else than none.
    public var score: Score?
    /// With a change of the policy.
    public var comparison: Comparison?

    public init(
        _ record: BacktestRecord, incidents: [Incident]?, tolerance: Double = 300,
        comparedWith other: BacktestRecord? = nil
    ) {
        self.record = record
        let inside = incidents?.filter { $0.span.touches(record.range) }
        score = inside.map { Score(record, incidents: $0, tolerance: tolerance) }
        comparison = other.map { changed in
            Comparison(
                record, changed, score: inside.map { Score(changed, incidents: $0, tolerance: tolerance) })
        }
    }

    var acts: Int { record.decisions.count { $0.outcome == .act } }
    var asks: Int { record.decisions.count { $0.outcome == .ask } }

    /// How many decisions each gate stopped, the most first.
    public var gates: [(gate: String, count: Int)] {
        let counts = Dictionary(record.decisions.compactMap(\.gate).map { ($0, 1) }, uniquingKeysWith: +)
        return counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.gate) < ($0.count, $1.gate) }
    }

    /// Seconds during which no rule could be judged.
    var blindSeconds: Double {
        record.rules.map { rule in
            rule.spans([.unknown], until: record.range.to).reduce(0) { $0 + $1.length }
        }.min() ?? 0
    }
}

/// What a change of the policy changes.
public struct Comparison: Sendable {
    public enum Change: Sendable, Hashable {
        case same
        /// At another time, or with another outcome: positions before and after.
        case moved
        case added
        case removed
    }

    public struct Pair: Sendable, Hashable {
        public var change: Change
        public var before: Decision?
        public var after: Decision?

        var at: Timestamp { before?.at ?? after?.at ?? Timestamp(microsecondsSince1970: 0) }
    }

    public var changed: BacktestRecord
    public var score: Score?
    /// In the order of time.
    public var pairs: [Pair]

    /// Decisions of the same rule belong together if their incidents overlap or are at most 15 minutes apart.
    static let near = 900.0

    public init(_ before: BacktestRecord, _ after: BacktestRecord, score: Score?) {
        changed = after
        self.score = score
        var rest = after.decisions
        var pairs: [Pair] = before.decisions.map { old in
            let near = rest.indices.filter { Self.belong(old, rest[$0], before.range.to) }
            guard let index = near.min(by: { abs(rest[$0].at - old.at) < abs(rest[$1].at - old.at) }) else {
                return Pair(change: .removed, before: old)
            }
            let new = rest.remove(at: index)
            return Pair(
                change: new.at == old.at && new.outcome == old.outcome ? .same : .moved, before: old, after: new)
        }
        pairs += rest.map { Pair(change: .added, after: $0) }
        self.pairs = pairs.sorted { $0.at < $1.at }
    }

    private static func belong(_ old: Decision, _ new: Decision, _ end: Timestamp) -> Bool {
        guard old.policy == new.policy, old.rule == new.rule else { return false }
        let spans = [old, new].map { Span(from: $0.incidentStartedAt, to: $0.recoveredAt ?? end) }
        return spans[0].touches(spans[1]) || abs(old.at - new.at) <= near
    }

    public func count(_ change: Change) -> Int { pairs.count { $0.change == change } }
}
