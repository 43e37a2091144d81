import EvenkeelAPI
import KubernetesTypes

/// What became of one incident.
public struct IncidentResult: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// A decision that would have acted, or asked, fell into it.
        case acted
        /// It was decided on, and a gate held or refused.
        case held(gate: String)
        /// The rule was bad, but never sure or lasting enough for a decision.
        case watched
        /// There was no usable data during most of it, and the policy said so.
        case blind
        case missed
    }

    public var incident: Incident
    public var outcome: Outcome
    /// The first decision's, as a position in the record.
    public var decision: Int?
    /// Seconds from the incident's start to the first decision, at least zero.
    public var timeToDecision: Double?

    /// There was a decision, whatever came of it.
    public var isFound: Bool {
        switch outcome {
        case .acted, .held: true
        case .watched, .blind, .missed: false
        }
    }
}

/// How good the decisions were, against incidents that are known.
public struct Score: Sendable, Hashable {
    public var incidents: [IncidentResult]
    /// Positions of decisions that would have acted, or asked, outside of every incident.
    public var falseActs: [Int]
    public var acts: Int

    /// The share of the incidents that were found; `nil` where there is none.
    public var recall: Double? {
        incidents.isEmpty ? nil : Double(incidents.count(where: \.isFound)) / Double(incidents.count)
    }

    /// Incidents during which nothing could be seen: what monitoring missed, not the policy.
    public var blind: Int { incidents.count { $0.outcome == .blind } }

    /// The share that was found of the incidents that could be seen; `nil` where there is none.
    public var recallOfSeen: Double? {
        let seen = incidents.count - blind
        return seen == 0 ? nil : Double(incidents.count(where: \.isFound)) / Double(seen)
    }

    /// The share of the acts that fell into an incident; `nil` where there was no act.
    public var precision: Double? { acts == 0 ? nil : 1 - Double(falseActs.count) / Double(acts) }

    /// Seconds, of the incidents that were found.
    public var medianTimeToDecision: Double? {
        let times = incidents.compactMap(\.timeToDecision).sorted()
        guard !times.isEmpty else { return nil }
        let middle = times.count / 2
        return times.count.isMultiple(of: 2) ? (times[middle - 1] + times[middle]) / 2 : times[middle]
    }

    /// - Parameter tolerance: seconds before the start and after the end within which a decision still belongs to an
    ///   incident: people note the start late, and the end early.
    public init(_ record: BacktestRecord, incidents: [Incident], tolerance: Double) {
        self.incidents = incidents.map { Self.result($0, record, tolerance) }
        acts = record.decisions.count(where: \.isAct)
        falseActs = record.decisions.indices.filter { index in
            record.decisions[index].isAct
                && !incidents.contains { $0.span.widened(by: tolerance).contains(record.decisions[index].at) }
        }
    }

    private static func result(_ incident: Incident, _ record: BacktestRecord, _ tolerance: Double) -> IncidentResult {
        let span = incident.span.widened(by: tolerance)
        let within = record.decisions.indices.filter { span.contains(record.decisions[$0].at) }
        let first = within.min { record.decisions[$0].at < record.decisions[$1].at }
        let outcome: IncidentResult.Outcome
        if within.contains(where: { record.decisions[$0].isAct }) {
            outcome = .acted
        } else if let gate = within.lazy.compactMap({ record.decisions[$0].gate }).first {
            outcome = .held(gate: gate)
        } else {
            outcome = first == nil ? unfound(incident, record) : .watched
        }
        return IncidentResult(
            incident: incident, outcome: outcome, decision: first,
            timeToDecision: first.map { max(0, record.decisions[$0].at - incident.span.from) })
    }

    private static func unfound(_ incident: Incident, _ record: BacktestRecord) -> IncidentResult.Outcome {
        let end = record.range.to
        let watched = record.rules.flatMap { $0.spans([.watching, .triggered], until: end) }
        if watched.contains(where: { $0.touches(incident.span) }) { return .watched }
        let blind = record.rules.map { rule in
            rule.spans([.unknown], until: end).reduce(0) { $0 + $1.overlap(incident.span) }
        }
        guard let least = blind.min(), incident.span.length > 0 else { return .missed }
        return least >= incident.span.length / 2 ? .blind : .missed
    }
}

extension Span {
    func widened(by seconds: Double) -> Span { Span(from: from - seconds, to: to + seconds) }
}

extension IncidentResult.Outcome {
    public var words: String {
        switch self {
        case .acted: "found"
        case .held(let gate): "found, held by \(gate)"
        case .watched: "seen, not sure enough"
        case .blind: "blind: no usable data"
        case .missed: "missed"
        }
    }
}
