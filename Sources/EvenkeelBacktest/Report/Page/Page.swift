import Detection
import EvenkeelAPI
import KubernetesTypes

extension BacktestReport {
    /// One page for a browser, complete in itself: no script, and nothing is fetched.
    public var html: String { page.description }

    private var page: Markup {
        let names = BacktestReport.list(record.policies.map { "\($0.key)" })
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>Backtest of \(names)</title>
            <style>
            \(PageStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            <header>
            <h1>Backtest of \(names)</h1>
            <p class="summary">\(summary)</p>
            <p class="range">\(TimeAxis.moment(record.range.from)) to \(TimeAxis.moment(record.range.to)) UTC, \
            \(NumberText.plain(Double(record.evaluations))) evaluations</p>
            \(figures)
            </header>
            \(Markup(joining: sections))
            <footer>Created by evenkeel backtest: the decisions of the engine in mode Shadow, from historical data. Nothing was changed.</footer>
            </main>
            </body>
            </html>

            """
    }

    private var figures: Markup {
        var figures: [(String, String)] = [("would have acted", "\(acts)")]
        if asks > 0 { figures.append(("would have asked", "\(asks)")) }
        figures.append(("held by a gate", "\(gates.reduce(0) { $0 + $1.count })"))
        if let score {
            figures.append(
                ("incidents found", "\(score.incidents.count(where: \.isFound)) of \(score.incidents.count)"))
            if score.blind > 0 { figures.append(("blind in incidents", "\(score.blind)")) }
            if let median = score.medianTimeToDecision {
                figures.append(("median to decide", BacktestReport.glance(median)))
            }
            figures.append(("false acts", "\(score.falseActs.count)"))
        }
        if blindSeconds >= 60 { figures.append(("without usable data", BacktestReport.glance(blindSeconds))) }
        return
            "<dl class=\"figures\">\(Markup(joining: figures.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }))</dl>"
    }

    private var sections: [Markup] {
        var sections: [Markup] = []
        if let comparison { sections += ["<h2>Effect of the change</h2>", Self.markup(comparison)] }
        for policy in record.policies {
            sections.append("<h2>\(record.policies.count == 1 ? "At a glance" : "\(policy.key)")</h2>")
            sections.append(TimelinePanel(self, policy: policy).markup)
        }
        if let score, !score.incidents.isEmpty { sections += ["<h2>Incidents</h2>", incidentTable(score)] }
        sections += ["<h2>Decisions</h2>", DecisionCards(report: self).markup]
        if !gates.isEmpty { sections += ["<h2>Gates that held actions</h2>", gateTable] }
        sections += ["<h2>The data</h2>", dataTable, holeTable]
        if !record.notices.isEmpty {
            let notices = record.notices.map { "<li>\($0)</li>" as Markup }
            sections += ["<h2>Notices</h2>", "<ul class=\"notices\">\(Markup(joining: notices))</ul>"]
        }
        return sections
    }
}

// The tables.
extension BacktestReport {
    private func incidentTable(_ score: Score) -> Markup {
        var table = PageTable("Incidents", ["Start (UTC)", "Length", "Incident", "Outcome", "Decided after"])
        for result in score.incidents.prefix(200) {
            table.add([
                "\(TimeAxis.moment(result.incident.span.from))", "\(NumberText.duration(result.incident.span.length))",
                "\(result.incident.name.isEmpty ? "–" : result.incident.name)", "\(result.outcome.words)",
                "\(result.timeToDecision.map(Self.duration) ?? "–")",
            ])
        }
        let words = score.words
        return Markup(joining: [
            table.markup, "<p class=\"quiet\">\(words.prefix(1).uppercased() + words.dropFirst()).</p>",
        ])
    }

    private var gateTable: Markup {
        var table = PageTable("Gates", ["Gate", "Decisions held", "For instance"], numbers: [1])
        for (gate, count) in gates {
            let example =
                record.decisions.first { $0.gate == gate }?.gates.first { $0.name.rawValue == gate }?.message ?? ""
            table.add(["\(gate)", "\(count)", "\(example)"])
        }
        return table.markup
    }

    private var dataTable: Markup {
        var table = PageTable(
            "Data", ["Policy", "Signal", "Evaluations", "Usable", "Bad", "Notices", "Not usable because"],
            numbers: [2, 3, 4, 5])
        for readings in record.readings {
            let unusable = readings.counts.filter { $0.key != .ok }.sorted { $0.value > $1.value }
                .map { "\($0.key.rawValue) \(NumberText.plain(Double($0.value)))" }.joined(separator: ", ")
            table.add([
                "\("\(readings.policy)")", "\(readings.signal)", "\(NumberText.plain(Double(readings.all.count)))",
                "\(NumberText.plain(Double(readings.counts[.ok] ?? 0)))",
                "\(NumberText.plain(Double(readings.badEvaluations)))", "\(readings.notices)",
                "\(unusable.isEmpty ? "–" : unusable)",
            ])
        }
        return table.markup
    }

    /// The longest times without usable data.
    private var holeTable: Markup {
        let holes = record.readings.flatMap { readings in
            readings.longestHoles.filter { $0.evaluations > 1 }.map { (readings.signal, $0) }
        }.sorted { $0.1.span.length > $1.1.span.length }.prefix(12)
        guard !holes.isEmpty else { return "" }
        var table = PageTable("Times without usable data", ["From (UTC)", "Length", "Signal", "Verdict", "Because"])
        for (signal, hole) in holes.sorted(by: { $0.1.span.from < $1.1.span.from }) {
            table.add([
                "\(TimeAxis.moment(hole.span.from))", "\(NumberText.duration(hole.span.length))", "\(signal)",
                "\(hole.quality.rawValue)", "\(hole.explanation)",
            ])
        }
        return table.markup
    }

    private static func markup(_ comparison: Comparison) -> Markup {
        let other = BacktestReport(record: comparison.changed, score: comparison.score)
        var table = PageTable("Changes", ["Change", "Rule", "Before", "After"])
        for pair in comparison.pairs.filter({ $0.change != .same }).prefix(200) {
            table.add([
                "\(pair.change.name)", "\(pair.before?.rule ?? pair.after?.rule ?? "")", "\(words(pair.before))",
                "\(words(pair.after))",
            ])
        }
        let same = comparison.count(.same)
        let rest: Markup =
            "<p class=\"quiet\">\(counted(same, "decision")) \(same == 1 ? "stays" : "stay") the same.</p>"
        let isSame = comparison.pairs.allSatisfy { $0.change == .same }
        return Markup(joining: [
            "<p class=\"panel\">With the change: \(other.summary)</p>", isSame ? "" : table.markup, rest,
        ])
    }

    private static func words(_ decision: Decision?) -> String {
        decision.map { "\(TimeAxis.moment($0.at)), \($0.outcome.words)" } ?? "–"
    }
}
