import Detection
import FoundationEssentials
import KubernetesTypes

/// An SVG image of a series with its band and its alerts.
struct SeriesPlot {
    let sketch: SeriesSketch
    let detector: String

    func write(to path: String) throws {
        do {
            try Data(svg.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(path) cannot be written; check the folder and its permissions", code: .misconfigured)
        }
    }

    var svg: String {
        let (width, height) = (PlotScale.size.width, PlotScale.size.height)
        guard let scale = PlotScale(sketch) else {
            return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)">\(Self.style)
                <text x="70" y="30">No point was judged.</text></svg>

                """
        }
        let alerts = "\(sketch.alerts) \(sketch.alerts == 1 ? "alert" : "alerts")"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" role="img">\(Self.style)
            <text x="70" y="20" class="title">\(detector): \(sketch.points) points, \(alerts)</text>
            \(Self.legend(at: width - 15))
            \(scale.valueTicks.map { valueLine($0, scale) }.joined(separator: "\n"))
            \(scale.timeTicks.map { timeMark($0, scale) }.joined(separator: "\n"))
            <clipPath id="area">\(scale.area)</clipPath>
            <g clip-path="url(#area)">
            <path class="band" d="\(band(scale))"/>
            <path class="line" d="\(line(scale))"/>
            \(sketch.columns.compactMap { mark($0, scale) }.joined(separator: "\n"))
            </g>
            </svg>

            """
    }

    private static let style = """
        <style>
        :root{background:#fff;color:#222;font:12px sans-serif}
        .title{font-weight:bold}.band{fill:#8ab4f8;opacity:.4}.line{fill:none;stroke:#1a56b0}
        .grid{stroke:currentColor;opacity:.15}.alert{fill:#d93025;stroke:#fff}text{fill:currentColor}
        @media(prefers-color-scheme:dark){:root{background:#16181c;color:#ddd}.line{stroke:#aecbfa}
        .band{fill:#4c8bf5}.alert{fill:#ff7369;stroke:#16181c}}
        </style>
        """

    private static func legend(at right: Double) -> String {
        """
        <path class="line" d="M\(right - 235) 16h24"/><text x="\(right - 206)" y="20">value</text>
        <rect class="band" x="\(right - 160)" y="9" width="24" height="14"/><text x="\(right - 131)" y="20">usual</text>
        <circle class="alert" r="4" cx="\(right - 82)" cy="16"/><text x="\(right - 72)" y="20">alert</text>
        """
    }

    private func valueLine(_ value: Double, _ scale: PlotScale) -> String {
        let y = scale.y(value)
        return """
            <path class="grid" d="M\(scale.left) \(y)H\(scale.right)"/>\
            <text x="\(scale.left - 6)" y="\(y + 4)" text-anchor="end">\(NumberText.plain(value))</text>
            """
    }

    private func timeMark(_ time: Double, _ scale: PlotScale) -> String {
        let text = Timestamp(secondsSince1970: time).description.prefix(16).replacing("T", with: " ")
        let x = scale.x(time)
        let anchor = x < scale.left + 50 ? "start" : (x > scale.right - 50 ? "end" : "middle")
        return "<text x=\"\(x)\" y=\"\(scale.bottom + 18)\" text-anchor=\"\(anchor)\">\(text)</text>"
    }

    private func line(_ scale: PlotScale) -> String {
        sketch.columns.map { column in
            let ends = column.isRising ? [column.low, column.high] : [column.high, column.low]
            let places = (column.low == column.high ? [column.low] : ends).map {
                "\(scale.x(column.time)) \(scale.y($0))"
            }
            return places.joined(separator: "L")
        }
        .joined(separator: "L").prefixed(by: "M")
    }

    private func band(_ scale: PlotScale) -> String {
        let judged = sketch.columns.filter { $0.lower.isFinite && $0.upper.isFinite }
        let upper = judged.map { "\(scale.x($0.time)) \(scale.y($0.upper))" }
        let lower = judged.reversed().map { "\(scale.x($0.time)) \(scale.y($0.lower))" }
        return upper.isEmpty ? "" : "M" + (upper + lower).joined(separator: "L") + "Z"
    }

    private func mark(_ column: SeriesSketch.Column, _ scale: PlotScale) -> String? {
        guard let value = column.alert else { return nil }
        let time = Timestamp(secondsSince1970: column.time).description
        return """
            <circle class="alert" r="4" cx="\(scale.x(column.time))" cy="\(scale.y(value))">\
            <title>\(time): \(NumberText.plain(value))</title></circle>
            """
    }
}

extension String {
    fileprivate func prefixed(by prefix: String) -> String { isEmpty ? "" : prefix + self }
}
