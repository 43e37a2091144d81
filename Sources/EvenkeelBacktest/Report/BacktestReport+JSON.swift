import EvenkeelAPI
public import JSONValue
import KubernetesTypes

extension BacktestReport {
    /// The report for programs. Times are RFC 3339, lengths of time are seconds.
    public var json: JSON {
        var json: JSON = [
            "from": Self.time(record.range.from), "to": Self.time(record.range.to),
            "evaluations": JSON(record.evaluations),
            "summary": .string(summary), "decisions": .array(record.decisions.map { Self.json($0) }),
            "counts": counts,
            "heldBy": .object(JSONObject(gates.map { ($0.gate, JSON($0.count)) })),
            "signals": .array(record.readings.map { Self.json($0) }),
            "notices": .array(record.notices.map(JSON.string)),
            "policies": .array(record.policies.map { .string("\($0.key)") }), "blindSeconds": .number(blindSeconds),
        ]
        if let score { json["score"] = Self.json(score, record) }
        if let comparison { json["comparison"] = Self.json(comparison) }
        return json
    }

    private var counts: JSON {
        [
            "decisions": JSON(record.decisions.count), "wouldAct": JSON(acts), "wouldAsk": JSON(asks),
            "held": JSON(gates.reduce(0) { $0 + $1.count }),
        ]
    }

    static func json(_ decision: Decision) -> JSON {
        var json: JSON = [
            "policy": .string("\(decision.policy)"), "rule": .string(decision.rule), "at": time(decision.at),
            "incidentStartedAt": time(decision.incidentStartedAt), "confidence": .number(decision.confidence),
            "outcome": .string(decision.outcome.name), "message": .string(decision.message),
            "evidence": .array(decision.evidence.map { .string($0.explanation) }),
            "gates": .array(
                decision.gates.map { gate in
                    [
                        "name": .string(gate.name.rawValue), "verdict": .string(gate.verdict.rawValue),
                        "message": .string(gate.message),
                    ]
                }),
        ]
        json["heldBy"] = decision.gate.map(JSON.string)
        json["recoveredAt"] = decision.recoveredAt.map(time)
        json["name"] = decision.name.map(JSON.string)
        json["action"] = decision.action.map { .string($0.rawValue) }
        json["plan"] = decision.plan.map(JSON.string)
        json["grade"] = decision.grade.map { .string($0.rawValue) }
        return json
    }

    private static func json(_ score: Score, _ record: BacktestRecord) -> JSON {
        var json: JSON = [
            "incidents": .array(score.incidents.map { Self.json($0) }), "falseActs": JSON(score.falseActs.count),
        ]
        json["recall"] = score.recall.map(JSON.number)
        json["blindIncidents"] = JSON(score.blind)
        json["recallOfSeen"] = score.recallOfSeen.map(JSON.number)
        json["precision"] = score.precision.map(JSON.number)
        json["medianSecondsToDecision"] = score.medianTimeToDecision.map(JSON.number)
        return json
    }

    private static func json(_ result: IncidentResult) -> JSON {
        var json: JSON = [
            "start": time(result.incident.span.from), "end": time(result.incident.span.to),
            "name": .string(result.incident.name), "isFound": .bool(result.isFound),
            "outcome": .string(result.outcome.name),
        ]
        json["secondsToDecision"] = result.timeToDecision.map(JSON.number)
        json["decision"] = result.decision.map { JSON($0) }
        if case .held(let gate) = result.outcome { json["heldBy"] = .string(gate) }
        return json
    }

    private static func json(_ readings: Readings) -> JSON {
        [
            "policy": .string("\(readings.policy)"), "signal": .string(readings.signal),
            "evaluations": .object(JSONObject(readings.counts.map { ($0.key.rawValue, JSON($0.value)) })),
            "unhealthyEvaluations": JSON(readings.badEvaluations), "noticedSamples": JSON(readings.notices),
            "holes": .array(
                readings.longestHoles.map { hole in
                    [
                        "from": time(hole.span.from), "to": time(hole.span.to),
                        "quality": .string(hole.quality.rawValue),
                        "evaluations": JSON(hole.evaluations), "explanation": .string(hole.explanation),
                    ]
                }),
        ]
    }

    private static func json(_ comparison: Comparison) -> JSON {
        let other = BacktestReport(record: comparison.changed, score: comparison.score)
        var json: JSON = [
            "summary": .string(other.summary),
            "counts": [
                "same": JSON(comparison.count(.same)), "moved": JSON(comparison.count(.moved)),
                "added": JSON(comparison.count(.added)), "removed": JSON(comparison.count(.removed)),
            ],
            "decisions": .array(
                comparison.pairs.map { pair in
                    var json: JSON = ["change": .string(pair.change.name)]
                    json["before"] = pair.before.map { Self.json($0) }
                    json["after"] = pair.after.map { Self.json($0) }
                    return json
                }),
        ]
        if let score = comparison.score { json["score"] = Self.json(score, comparison.changed) }
        return json
    }

    static func time(_ time: Timestamp) -> JSON { .string("\(time)") }

    init(record: BacktestRecord, score: Score?) {
        self.record = record
        self.score = score
    }
}

extension Readings {
    /// The longest ones, in the order of time.
    var longestHoles: [Hole] {
        holes.sorted { $0.span.length > $1.span.length }.prefix(20).sorted { $0.span.from < $1.span.from }
    }
}

extension Decision.Outcome {
    /// For programs.
    var name: String {
        switch self {
        case .act: "Act"
        case .ask: "Ask"
        case .held: "Held"
        case .refused: "Refused"
        case .ended(let phase): phase.rawValue
        }
    }
}

extension IncidentResult.Outcome {
    var name: String {
        switch self {
        case .acted: "Found"
        case .held: "Held"
        case .watched: "Watched"
        case .blind: "Blind"
        case .missed: "Missed"
        }
    }
}

extension Comparison.Change {
    var name: String {
        switch self {
        case .same: "Same"
        case .moved: "Moved"
        case .added: "Added"
        case .removed: "Removed"
        }
    }
}
