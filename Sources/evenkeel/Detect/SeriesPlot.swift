import Detection
import FoundationEssentials

/// A series with its band and its alerts as an SVG, for looking at.
struct SeriesPlot {
    private static let size = (width: 1200.0, height: 400.0)
    private static let margin = (left: 70.0, right: 15.0, top: 30.0, bottom: 30.0)
    /// More columns than pixels show nothing more.
    private static let columns = 1200

    let points: [JudgedSeries.JudgedPoint]
    let detector: String

    func write(to path: String) throws {
        do {
            try Data(svg.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(path) cannot be written; check the folder and its permissions", code: .misconfigured)
        }
    }

    private var svg: String {
        guard let first = points.first, let last = points.last else {
            return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"
        }
        let values = points.map(\.point.value)
        let scale = Scale(
            times: first.point.time...max(last.point.time, first.point.time + 1),
            values: (values.min() ?? 0)...(values.max() ?? 1), size: Self.size, margin: Self.margin)
        let alerts = points.filter(\.judgement.isAlert)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.size.width) \(Self.size.height)" \
            font-family="sans-serif" font-size="12">
            <style>
            :root{background:#fff;color:#222}.band{fill:#8ab4f8;opacity:.35}.line{fill:none;stroke:#1a56b0}
            .alert{fill:#d93025}text{fill:currentColor}
            @media(prefers-color-scheme:dark){:root{background:#16181c;color:#ddd}.line{stroke:#8ab4f8}}
            </style>
            <text x="70" y="18">\(detector): \(points.count) points, \(alerts.count) alerts</text>
            <text x="5" y="\(Self.margin.top + 5)">\(NumberText.plain(scale.values.upperBound))</text>
            <text x="5" y="\(Self.size.height - Self.margin.bottom)">\(NumberText.plain(scale.values.lowerBound))</text>
            <path class="band" d="\(band(scale))"/>
            <path class="line" d="\(line(scale))"/>
            \(alerts.map { mark($0, scale) }.joined(separator: "\n"))
            </svg>

            """
    }

    /// One point a column: the extremes, so that no spike is lost.
    private func line(_ scale: Scale) -> String {
        let stride = max(1, points.count / Self.columns)
        var path = ""
        for start in Swift.stride(from: 0, to: points.count, by: stride) {
            let part = points[start..<min(start + stride, points.count)].map(\.point)
            let ends = [part.min { $0.value < $1.value }, part.max { $0.value < $1.value }].compactMap(\.self)
            for point in ends.sorted(by: { $0.time < $1.time }) {
                path += "\(path.isEmpty ? "M" : "L")\(scale.x(point.time)) \(scale.y(point.value))"
            }
        }
        return path
    }

    private func band(_ scale: Scale) -> String {
        let stride = max(1, points.count / Self.columns)
        let judged = Swift.stride(from: 0, to: points.count, by: stride).map { points[$0] }
            .filter { $0.judgement.lower.isFinite && $0.judgement.upper.isFinite }
        let upper = judged.map { "\(scale.x($0.point.time)) \(scale.y($0.judgement.upper))" }
        let lower = judged.reversed().map { "\(scale.x($0.point.time)) \(scale.y($0.judgement.lower))" }
        return upper.isEmpty ? "" : "M" + (upper + lower).joined(separator: "L") + "Z"
    }

    private func mark(_ point: JudgedSeries.JudgedPoint, _ scale: Scale) -> String {
        "<circle class=\"alert\" r=\"4\" cx=\"\(scale.x(point.point.time))\" cy=\"\(scale.y(point.point.value))\"/>"
    }
}

/// From times and values to places on the page, tenths of a unit apart.
private struct Scale {
    var times: ClosedRange<Double>
    var values: ClosedRange<Double>
    var size: (width: Double, height: Double)
    var margin: (left: Double, right: Double, top: Double, bottom: Double)

    func x(_ time: Double) -> Double {
        let share = (time - times.lowerBound) / (times.upperBound - times.lowerBound)
        return Self.rounded(margin.left + share * (size.width - margin.left - margin.right))
    }

    /// Bands that reach far beyond the values end at the page's edge.
    func y(_ value: Double) -> Double {
        let span = max(values.upperBound - values.lowerBound, 1e-12)
        let share = min(1.05, max(-0.05, (value - values.lowerBound) / span))
        return Self.rounded(size.height - margin.bottom - share * (size.height - margin.top - margin.bottom))
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
