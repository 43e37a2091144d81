import Detection
import EvenkeelAPI
import KubernetesTypes

/// Each decision with its reasons, its gates, and the signals around it at full resolution.
struct DecisionCards {
    /// More than this many say that the policy flaps; the rest is in the JSON report.
    static let maximum = 40

    let report: BacktestReport

    var markup: Markup {
        let decisions = report.record.decisions
        guard !decisions.isEmpty else {
            return
                "<p class=\"panel quiet\">None: in \(report.record.evaluations) evaluations no rule was triggered.</p>"
        }
        let cards = decisions.prefix(Self.maximum).enumerated().map { card($0.offset, $0.element) }
        let rest = decisions.count - Self.maximum
        let more: Markup = rest > 0 ? "<p class=\"quiet\">And \(rest) more, which --output json lists.</p>" : ""
        return Markup(joining: cards + [more])
    }

    private func card(_ index: Int, _ decision: Decision) -> Markup {
        let isFalse = report.score?.falseActs.contains(index) ?? false
        let falseBadge: Markup = isFalse ? "<span class=\"badge false\">outside of all incidents</span>" : ""
        return """
            <article class="panel" id="decision-\(index + 1)" aria-label="Decision \(index + 1)">
            <div class="head"><span class="number">\(index + 1)</span><h3>\(decision.rule)</h3>
            <span class="badge \(Markup(stringLiteral: decision.outcome.style))">\(decision.outcome.words)</span>\(falseBadge)
            <time datetime="\("\(decision.at)")">\(TimeAxis.moment(decision.at)) UTC</time></div>
            \(Markup(joining: sentences(index, decision).map { "<p>\($0)</p>" }))
            <ul class="facts">\(Markup(joining: decision.evidence.map { "<li>\($0.explanation)</li>" }))</ul>
            \(charts(decision))
            \(gates(decision))
            </article>
            """
    }

    private func sentences(_ index: Int, _ decision: Decision) -> [String] {
        var sentences: [String] = []
        if let gate = decision.gates.first(where: { $0.name.rawValue == decision.gate }) {
            sentences.append("\(gate.name): \(gate.message)")
        }
        if let plan = decision.plan { sentences.append("Plan: \(plan).") }
        let found = (report.score?.incidents ?? []).first { $0.decision == index }
        if let found, let time = found.timeToDecision {
            let name = found.incident.name.isEmpty ? "the incident" : "“\(found.incident.name)”"
            sentences.append("\(BacktestReport.duration(time)) after \(name) began.")
        }
        if let recovered = decision.recoveredAt {
            sentences.append(
                "The signals recovered \(BacktestReport.duration(recovered - decision.at)) later."
            )
        }
        return sentences
    }
}

// The signals at the time of the decision.
extension DecisionCards {
    private func charts(_ decision: Decision) -> Markup {
        let record = report.record
        let axis = TimeAxis(span: window(decision))
        guard let policy = record.policies.first(where: { $0.key == decision.policy }) else { return "" }
        let named = policy.spec.rules.first { $0.name == decision.rule }?.when.signals ?? []
        let charts = record.readings(of: decision.policy).filter { named.contains($0.signal) }.map {
            readings -> Markup in
            let signal = policy.spec.signals.first { $0.name == readings.signal }
            let chart = SignalChart(
                readings, axis: axis, title: "\(readings.signal) around the decision at \(decision.at)",
                isShare: signal?.isShare == true)
            guard chart.hasValues else { return "" }
            return "<h4>\(readings.signal)</h4>\(chart.markup(over: report.overlay(axis, decisions: [decision])))"
        }
        return "<div class=\"detail\">\(Markup(joining: charts))\(axis.markup)</div>"
    }

    /// From a little before the incident to a little after it, at most three hours.
    private func window(_ decision: Decision) -> Span {
        let range = report.record.range
        let interval = report.record.policies.first { $0.key == decision.policy }?.spec.interval.seconds ?? 30
        let before = max(900, 20 * interval)
        let end = min(decision.recoveredAt ?? decision.at + 3600, decision.at + 2.5 * 3600) + before
        return Span(
            from: max(range.from, decision.incidentStartedAt - before),
            to: min(range.to, max(end, decision.at + before)))
    }

    private func gates(_ decision: Decision) -> Markup {
        let shown = decision.gates.filter { $0.name != .mode }
        guard !shown.isEmpty else { return "" }
        let passed = shown.count { $0.verdict == .pass }
        let items = shown.map { gate -> Markup in
            let (style, sign): (Markup, String) =
                switch gate.verdict {
                case .pass: ("pass", "✓")
                case .hold: ("hold", "‖")
                case .refuse: ("refuse", "✕")
                }
            return """
                <li class="\(style)"><b aria-label="\(gate.verdict.rawValue)">\(sign)</b><strong>\(gate.name.rawValue)</strong>\
                <span>\(gate.message)</span></li>
                """
        }
        return """
            <details><summary>Gates: \(passed) of \(shown.count) pass</summary>
            <ul class="gates">\(Markup(joining: items, with: ""))</ul></details>
            """
    }
}
