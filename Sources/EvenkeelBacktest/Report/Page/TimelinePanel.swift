import Detection
import EvenkeelAPI
import KubernetesTypes

/// The whole range at a glance: incidents, decisions, and every signal below each other, on one axis.
struct TimelinePanel {
    let report: BacktestReport
    let policy: RemediationPolicy
    let axis: TimeAxis

    init(_ report: BacktestReport, policy: RemediationPolicy) {
        self.report = report
        self.policy = policy
        axis = TimeAxis(span: report.record.range)
    }

    var markup: Markup {
        let record = report.record
        let own = record.decisions.enumerated().filter { $0.element.policy == policy.key }
        var lanes: [Markup] = []
        if let score = report.score { lanes.append(row("Incidents", "as recorded", incidents(score))) }
        lanes.append(
            row("Decisions", "of this policy", decisions(own.map { ($0.offset + 1, $0.element) }, links: true)))
        if let comparison = report.comparison {
            let changed = comparison.changed.decisions(of: policy.key).enumerated().map { ($0.offset + 1, $0.element) }
            lanes.append(row("With the change", "its decisions", decisions(changed, links: false)))
        }
        let charts = record.readings(of: policy.key).map { chart($0, own.map(\.element)) }
        return """
            <section class="panel" aria-label="Timeline of \(policy.metadata.name ?? "")">
            \(Markup(joining: lanes + charts))
            <div class="row"><div></div>\(axis.markup)</div>
            \(Self.legend)
            </section>
            """
    }

    private func row(_ name: String, _ hint: String, _ content: Markup) -> Markup {
        "<div class=\"row\"><div class=\"label\"><b>\(name)</b><span>\(hint)</span></div>\(content)</div>"
    }

    private func chart(_ readings: Readings, _ decisions: [Decision]) -> Markup {
        let signal = policy.spec.signals.first { $0.name == readings.signal }
        let usable = readings.counts[.ok] ?? 0
        let share = readings.all.isEmpty ? 0 : Double(usable) / Double(readings.all.count)
        let hint = share < 1 ? "usable data \(NumberText.percent(share))" : signal?.kindInWords ?? ""
        let chart = SignalChart(
            readings, axis: axis, title: "\(readings.signal) from \(axis.span.from) to \(axis.span.to)",
            isShare: signal?.isShare == true)
        return """
            <div class="row tall"><div class="label"><b>\(readings.signal)</b><span>\(hint)</span></div>\
            \(chart.markup(over: report.overlay(axis, decisions: decisions)))</div>
            """
    }

    private static let legend: Markup = """
        <ul class="legend">
        <li><i style="background:var(--line)"></i>value</li><li><i style="background:var(--band)"></i>no alert within</li>
        <li><i style="border:1px solid var(--limit);height:.5rem"></i>no notice within</li>
        <li><i style="background:var(--held);width:.5rem;height:.5rem;border-radius:50%"></i>notice</li>
        <li><i style="background:var(--limit);height:2px;vertical-align:.2rem"></i>limit</li>
        <li><i style="background:var(--bad)"></i>bad</li><li><i style="background:var(--hole)"></i>no usable data</li>
        <li><i style="background:var(--shade)"></i>incident</li>
        </ul>
        """
}

// The lanes.
extension TimelinePanel {
    private func incidents(_ score: Score) -> Markup {
        guard !score.incidents.isEmpty else { return "<div class=\"lane none\">none known</div>" }
        let bars = score.incidents.map { result -> Markup in
            let from = axis.percent(result.incident.span.from)
            let width = axis.percent(result.incident.span.to) - from
            let text = "\(result.incident.name) \(TimeAxis.moment(result.incident.span.from)): \(result.outcome.words)"
            return """
                <span class="bar \(Markup(stringLiteral: result.outcome.style))" style="left:\(axis.text(from))%;\
                width:\(axis.text(width))%" title="\(text)"></span>
                """
        }
        let words = BacktestReport.counted(score.incidents.count, "incident")
        return "<div class=\"lane\" role=\"img\" aria-label=\"\(words)\">\(Markup(joining: bars, with: ""))</div>"
    }

    /// Decisions that would cover each other on a telephone share a mark.
    private func decisions(_ decisions: [(number: Int, decision: Decision)], links: Bool) -> Markup {
        guard !decisions.isEmpty else { return "<div class=\"lane none\">none</div>" }
        var groups: [[(number: Int, decision: Decision)]] = []
        for next in decisions.sorted(by: { $0.decision.at < $1.decision.at }) {
            let last = groups.last?.first.map { axis.percent($0.decision.at) } ?? -100
            if axis.percent(next.decision.at) - last < 6 {
                groups[groups.count - 1].append(next)
            } else {
                groups.append([next])
            }
        }
        let marks = groups.map { mark($0, isLink: links) }
        return "<div class=\"lane\">\(Markup(joining: marks, with: ""))</div>"
    }

    private func mark(_ group: [(number: Int, decision: Decision)], isLink: Bool) -> Markup {
        guard let first = group.first, let last = group.last else { return "" }
        let numbers = group.map(\.number)
        let text = group.count == 1 ? "\(first.number)" : "\(numbers.min() ?? 0)–\(numbers.max() ?? 0)"
        let left = axis.text((axis.percent(first.decision.at) + axis.percent(last.decision.at)) / 2)
        let title = group.prefix(5).map {
            "\($0.number): \($0.decision.rule) \($0.decision.outcome.words), \(TimeAxis.moment($0.decision.at))"
        }.joined(separator: "; ")
        let style = Markup(stringLiteral: first.decision.outcome.style)
        guard isLink, first.number <= DecisionCards.maximum else {
            return "<span class=\"mark \(style)\" style=\"left:\(left)%\" title=\"\(title)\">\(text)</span>"
        }
        return """
            <a class="mark \(style)" style="left:\(left)%" href="#decision-\(first.number)" title="\(title)" \
            aria-label="Decision \(title)">\(text)</a>
            """
    }
}

extension TimeAxis {
    var markup: Markup {
        let names = ticks.map { tick -> Markup in
            "<span\(tick.isMinor ? " class=\"minor\"" : "" as Markup) style=\"left:\(text(tick.percent))%\">\(tick.text)</span>"
        }
        return "<div class=\"axis\" aria-hidden=\"true\">\(Markup(joining: names, with: ""))</div>"
    }

    func text(_ percent: Double) -> String { percent == percent.rounded() ? "\(Int(percent))" : "\(percent)" }
}

extension BacktestReport {
    /// The layer over a chart: the incidents as shades, the decisions as lines.
    func overlay(_ axis: TimeAxis, decisions: [Decision]) -> Markup {
        let shades = (score?.incidents ?? []).filter { $0.incident.span.touches(axis.span) }.map { result -> Markup in
            let from = axis.percent(result.incident.span.from)
            let width = axis.text((axis.percent(result.incident.span.to) - from).rounded(toPlaces: 2))
            return "<span class=\"over shade\" style=\"left:\(axis.text(from))%;width:\(width)%\"></span>"
        }
        let rules = decisions.filter { axis.span.contains($0.at) }.map { decision -> Markup in
            let style = Markup(stringLiteral: decision.outcome.style)
            return
                "<span class=\"over rule line-\(style)\" style=\"left:\(axis.text(axis.percent(decision.at)))%\"></span>"
        }
        return Markup(joining: shades + rules, with: "")
    }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        let scale = places == 2 ? 100.0 : 10.0
        return (self * scale).rounded() / scale
    }
}

extension Decision.Outcome {
    /// A class of the style sheet.
    var style: String {
        switch self {
        case .act: "act"
        case .ask: "ask"
        case .held: "held"
        case .refused: "refused"
        case .ended: "ended"
        }
    }
}

extension IncidentResult.Outcome {
    var style: String {
        switch self {
        case .acted, .held: "found-bar"
        case .watched: "watched"
        case .blind: "blind"
        case .missed: "missed"
        }
    }
}

extension Signal {
    var kindInWords: String {
        switch kind {
        case .errorRate: "error rate"
        case .anomaly: "anomaly"
        case .workload: "workload"
        case .canary: "canary"
        case .alert: "alert"
        case .forecast: "forecast"
        case .outlier: "outlier"
        case nil: ""
        }
    }

    /// Whether its values are shares of a whole.
    var isShare: Bool {
        switch kind {
        case .errorRate: true
        case .anomaly, .workload, .canary, .alert, .forecast, .outlier, nil: false
        }
    }
}
