import Detection
import EvenkeelAPI
import KubernetesTypes

extension BacktestReport {
    /// The report for a terminal.
    public var table: String {
        var sections = [[summary], decisionLines]
        if score?.incidents.isEmpty == false { sections.append(incidentLines) }
        sections.append(signalLines)
        if let comparison { sections.append(Self.lines(comparison)) }
        if !record.notices.isEmpty { sections.append(record.notices.map { "note: \($0)" }) }
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var decisionLines: [String] {
        guard !record.decisions.isEmpty else { return ["no decisions in \(record.evaluations) evaluations"] }
        var table = TextTable("TIME", "POLICY", "RULE", "OUTCOME", "CONFIDENCE", "LASTED", "DESCRIPTION")
        for decision in record.decisions {
            table.add(
                "\(decision.at)", "\(decision.policy)", decision.rule, decision.outcome.words,
                "\(Percentage(fraction: decision.confidence))",
                decision.recoveredAt.map { NumberText.duration($0 - decision.incidentStartedAt) } ?? "to the end",
                decision.gate.flatMap { gate in decision.gates.first { $0.name.rawValue == gate }?.message } ?? decision
                    .plan
                    ?? "")
        }
        return table.lines
    }

    private var incidentLines: [String] {
        guard let score else { return [] }
        var table = TextTable("INCIDENT", "LENGTH", "NAME", "OUTCOME", "DECIDED AFTER")
        for result in score.incidents {
            table.add(
                "\(result.incident.span.from)", NumberText.duration(result.incident.span.length), result.incident.name,
                result.outcome.words, result.timeToDecision.map(Self.duration) ?? "-")
        }
        return table.lines + [score.words]
    }

    private var signalLines: [String] {
        var table = TextTable("POLICY", "SIGNAL", "EVALUATIONS", "OK", "UNHEALTHY", "NOTICES", "UNUSABLE DATA")
        for readings in record.readings {
            let unusable = readings.counts.filter { $0.key != .ok }.sorted { $0.value > $1.value }
                .map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
            table.add(
                "\(readings.policy)", readings.signal, "\(readings.all.count)", "\(readings.counts[.ok] ?? 0)",
                "\(readings.badEvaluations)", "\(readings.notices)", unusable.isEmpty ? "-" : unusable)
        }
        return table.lines + holeLines
    }

    private var holeLines: [String] {
        record.readings.compactMap { readings in
            guard let longest = readings.holes.max(by: { $0.span.length < $1.span.length }), longest.evaluations > 1
            else {
                return nil
            }
            return
                "\(readings.signal): longest time without usable data: \(NumberText.duration(longest.span.length)) from "
                + "\(longest.span.from), \(longest.quality.rawValue): \(longest.explanation)"
        }
    }

    private static func lines(_ comparison: Comparison) -> [String] {
        let other = BacktestReport(record: comparison.changed, score: comparison.score)
        var table = TextTable("CHANGE", "RULE", "BEFORE", "AFTER")
        for pair in comparison.pairs where pair.change != .same {
            table.add(
                pair.change.name, pair.before?.rule ?? pair.after?.rule ?? "", words(pair.before), words(pair.after))
        }
        let same = "\(counted(comparison.count(.same), "decision")) stay the same"
        return ["With the change: " + other.summary]
            + (comparison.pairs.allSatisfy { $0.change == .same } ? [] : table.lines)
            + [same]
    }

    private static func words(_ decision: Decision?) -> String {
        decision.map { "\($0.at) \($0.outcome.words)" } ?? "-"
    }
}
