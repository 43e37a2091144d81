import EvenkeelAPI
import EvenkeelBacktest
import KubernetesTypes

/// A run of the demo as an SVG of 800 pixels: for each story the health of its policies, the phases of their remediations,
/// and what happened, in seconds after the incident.
struct DemoPicture {
    static let width = 800
    private static let laneHeight = 34

    private let record: DemoRecord
    let axis: PictureAxis
    /// The height of what is drawn so far.
    private var y = 0
    private var parts: [Markup] = []

    init(_ record: DemoRecord) {
        self.record = record
        axis = PictureAxis(record)
        drawHead()
        for chapter in record.chapters { draw(chapter) }
        drawLegend()
    }

    var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(y)" width="\(Self.width)" height="\(y)" \
        role="img" aria-labelledby="title description">
        <title id="title">The timeline of evenkeel demo</title>
        <desc id="description">\(Markup.escaped(summary))</desc>
        \(PictureStyle.sheet)
        <rect class="ground" width="\(Self.width)" height="\(y)" rx="10"/>
        \(Markup(joining: parts))
        </svg>

        """
    }

    /// For readers who do not see the picture.
    private var summary: String {
        record.chapters.map { chapter in
            let last = record.moments(of: chapter.number).last?.text ?? "nothing happened"
            return "Story \(chapter.number), \(chapter.title): \(last)."
        }.joined(separator: " ")
    }
}

extension DemoPicture {
    private mutating func drawHead() {
        text("What Evenkeel does about incidents: a run of its demo", "title", x: 20, y: 36)
        text(
            "Times are seconds after each incident. Upper bar: health by the signals. Lower bar: the remediation.",
            "soft",
            x: 20, y: 57)
        y = 72
    }

    private mutating func draw(_ chapter: DemoRecord.Chapter) {
        y += 26
        text("Story \(chapter.number): \(chapter.title)", "story", x: 20, y: y)
        y += 10
        let start = record.incident(of: chapter.number) ?? 0
        drawTicks(height: chapter.policies.count * Self.laneHeight)
        for policy in chapter.policies { draw(policy, since: start) }
        y += 20
        for moment in record.moments(of: chapter.number) { draw(moment, since: start) }
        y += 8
        add("<line class=\"edge\" x1=\"20\" y1=\"\(y)\" x2=\"780\" y2=\"\(y)\"/>")
    }

    /// Two bars: the health that the signals show, and the phases of the remediation.
    private mutating func draw(_ policy: String, since start: Double) {
        text(policy, "policy", x: 20, y: y + 21)
        let health = record.healthChanges.filter { $0.policy == policy }
        for (index, change) in health.enumerated() {
            let until = index + 1 < health.count ? health[index + 1].at : record.end
            bar(change.health.style, from: change.at - start, to: until - start, y: y + 6, height: 7)
        }
        let phases = record.phaseChanges.filter { $0.policy == policy }
        for (index, change) in phases.enumerated() {
            let until = index + 1 < phases.count ? phases[index + 1].at : record.end
            draw(change.phase, from: change.at - start, to: until - start)
        }
        y += Self.laneHeight
    }

    /// A phase that lasts is a bar; one that ends a remediation is a dot.
    private mutating func draw(_ phase: Phase, from: Double, to: Double) {
        guard phase.isFinal else { return bar(phase.style, from: from, to: to, y: y + 16, height: 13) }
        add("<circle class=\"\(phase.style)\" cx=\"\(axis.text(from))\" cy=\"\(y + 22)\" r=\"6.5\"/>")
    }

    private mutating func bar(_ style: String, from: Double, to: Double, y: Int, height: Int) {
        guard to >= axis.first, from <= axis.last else { return }
        let left = axis.position(from)
        let width = max(3, axis.position(to) - left)
        add(
            """
            <rect class="\(style)" x="\(PictureAxis.text(left))" y="\(y)" width="\(PictureAxis.text(width))" \
            height="\(height)" rx="3"/>
            """)
    }

    private mutating func drawTicks(height: Int) {
        for tick in axis.ticks {
            let x = axis.text(tick)
            let style = tick == 0 ? "zero" : "tick"
            add("<line class=\"\(style)\" x1=\"\(x)\" y1=\"\(y)\" x2=\"\(x)\" y2=\"\(y + height)\"/>")
            let name = tick == 0 ? "incident" : "\(Int(tick)) s"
            add("<text class=\"soft small middle\" x=\"\(x)\" y=\"\(y + height + 13)\">\(name)</text>")
        }
    }

    private mutating func draw(_ moment: DemoRecord.Moment, since start: Double) {
        let lines = PictureText.lines(PictureText.relative(moment.text, to: record.began.map { $0 + start }))
        y += 18
        text("\(Int((moment.at - start).rounded())) s", "soft time", x: 62, y: y)
        add("<circle class=\"\(moment.kind.style)\" cx=\"76\" cy=\"\(y - 4)\" r=\"4\"/>")
        for (index, line) in lines.enumerated() {
            if index > 0 { y += 15 }
            text(line, "moment", x: 88, y: y)
        }
    }

    private mutating func drawLegend() {
        var x = 20
        y += 26
        for (style, name) in PictureStyle.legend {
            add("<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y - 9)\" width=\"14\" height=\"10\" rx=\"3\"/>")
            text(name, "soft small", x: x + 20, y: y)
            x += 36 + name.count * 13 / 2
        }
        y += 16
    }

    private mutating func text(_ text: String, _ style: String, x: Int, y: Int) {
        add("<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\">\(text)</text>")
    }

    private mutating func add(_ part: Markup) { parts.append(part) }
}
