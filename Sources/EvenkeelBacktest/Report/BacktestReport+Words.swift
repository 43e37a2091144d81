import Detection
import KubernetesTypes

extension BacktestReport {
    /// The report in two or three sentences.
    public var summary: String {
        ([actsInWords, incidentsInWords, falseInWords, blindInWords].compactMap(\.self)).joined(separator: " ")
    }

    private var actsInWords: String {
        let length = Self.length(record.range.length)
        let subject = record.policies.count == 1 ? "this policy" : "these \(record.policies.count) policies"
        let held = gates.reduce(0) { $0 + $1.count }
        let parts = [("acted", acts), ("asked for approval", asks), ("been held by a gate", held)]
            .filter { $0.1 > 0 }.map { "\($0.0) \(Self.times($0.1))" }
        guard acts + asks > 0 else {
            let rest = parts.isEmpty ? "" : "; it would have \(Self.list(parts))"
            return "In \(length) \(subject) would never have acted\(rest)."
        }
        return "In \(length) \(subject) would have \(Self.list(parts))."
    }

    private var incidentsInWords: String? {
        guard let score else { return nil }
        guard !score.incidents.isEmpty else { return "No incident is known in this time range." }
        let found = score.incidents.count(where: \.isFound)
        let blind = score.incidents.count { $0.outcome == .blind }
        var text = "\(found) of \(Self.counted(score.incidents.count, "incident")) \(found == 1 ? "was" : "were") found"
        if let median = score.medianTimeToDecision {
            text += ", \(found == 1 ? "after" : "in") \(Self.duration(median))\(found > 1 ? " at the median" : "")"
        }
        if blind > 0 {
            text += "; in \(blind == 1 ? "one" : "\(blind)") there was no usable data, and no decision was made"
        }
        return text + "."
    }

    private var falseInWords: String? {
        guard let score, acts + asks > 0 else { return nil }
        return score.falseActs.isEmpty
            ? "No false action."
            : "\(Self.counted(score.falseActs.count, "action")) \(score.falseActs.count == 1 ? "was" : "were") outside of all incidents."
    }

    /// Signals that no evaluation could judge, because the source refuses their query.
    public var refusedSignals: [String] {
        record.readings.filter { $0.rejectedEvaluations > 0 && $0.rejectedEvaluations == $0.all.count }.map {
            "signal \($0.signal) of \($0.policy) was never evaluated: the source rejects its query (see the notices)"
        }
    }

    private var blindInWords: String? {
        guard blindSeconds >= 60, score?.incidents.contains(where: { $0.outcome == .blind }) != true else { return nil }
        return "For \(NumberText.duration(blindSeconds)) there was no usable data, and no decision was made."
    }

    /// "7 days", "36 hours", "20 minutes".
    static func length(_ seconds: Double) -> String {
        for (unit, noun) in [(86_400.0, "day"), (3600, "hour"), (60, "minute")] where seconds >= 2 * unit {
            let count = (seconds / unit * 10).rounded() / 10
            return "\(NumberText.plain(count)) \(noun)s"
        }
        return NumberText.duration(seconds)
    }

    /// Rounded, for a figure that is read at a glance: "58 min", "3 h".
    static func glance(_ seconds: Double) -> String {
        for (unit, noun) in [(86_400.0, "d"), (3600, "h"), (60, "min")] where seconds >= 1.5 * unit {
            let count = seconds / unit
            return "\(NumberText.plain(count < 10 ? (count * 10).rounded() / 10 : count.rounded())) \(noun)"
        }
        return NumberText.duration(seconds)
    }

    /// "1.5 min".
    static func duration(_ seconds: Double) -> String {
        guard seconds >= 60, seconds < 600 else { return NumberText.duration(seconds) }
        return "\(NumberText.plain((seconds / 6).rounded() / 10)) min"
    }

    static func times(_ count: Int) -> String {
        switch count {
        case 1: "once"
        case 2: "twice"
        default: "\(count) times"
        }
    }

    static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    static func list(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension Score {
    /// "recall 67% (2 of 3 incidents; blind in 1, 100% of the other 2), precision 100% (2 of 2 actions)".
    public var words: String {
        let found = incidents.count(where: \.isFound)
        var recall = "recall " + (recall.map { NumberText.percent($0) } ?? "unknown")
        var parts = ["\(found) of \(BacktestReport.counted(incidents.count, "incident"))"]
        if blind > 0 {
            let rest = recallOfSeen.map { ", \(NumberText.percent($0)) of the other \(incidents.count - blind)" } ?? ""
            parts.append("blind in \(blind)\(rest)")
        }
        recall += " (\(parts.joined(separator: "; ")))"
        guard let precision else { return recall + ", precision unknown (no action)" }
        let right = acts - falseActs.count
        return recall
            + ", precision \(NumberText.percent(precision)) (\(right) of \(BacktestReport.counted(acts, "action")))"
    }
}
