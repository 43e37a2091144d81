import Detection
import EvenkeelAPI
import KubernetesTypes

/// One signal over time: its value as a line (the extremes of each column, so that no spike is lost), the bands of alerts
/// and of notices, its limit, and where it was bad, unusual or without data. Paths stretch with the page; all text is
/// outside of them.
struct SignalChart {
    /// Units of the drawing: wide enough for a large screen, small enough for a month.
    private static let width = 1000.0
    private static let height = 200.0

    let readings: ArraySlice<Readings.Reading>
    let limit: Double?
    let axis: TimeAxis
    let title: String
    /// Its values are shares, and read as percentages.
    let isShare: Bool

    init(_ readings: Readings, axis: TimeAxis, title: String, isShare: Bool) {
        let from = axis.span.from.secondsSince1970
        let to = axis.span.to.secondsSince1970
        let start = readings.all.partition { $0.time >= from }
        let end = readings.all.partition { $0.time > to }
        self.readings = readings.all[start..<max(start, end)]
        limit = readings.limit
        self.axis = axis
        self.title = title
        self.isShare = isShare
    }

    var hasValues: Bool { readings.contains { $0.value.isFinite } }

    /// The values in one column of the chart.
    fileprivate struct Column {
        var x: Double
        var low: Float = .infinity
        var high: Float = -.infinity
        var first: Float = .nan
        var last: Float = .nan
        var lower: Float = .nan
        var upper: Float = .nan
        var noticeLower: Float = .nan
        var noticeUpper: Float = .nan
        /// The one furthest from the middle of its band.
        var notice: Float = .nan
        var isBad = false
        var hasHole = false
    }

    private func columns() -> [Column] {
        let count = min(Int(Self.width), max(1, readings.count))
        let from = axis.span.from.secondsSince1970
        let scale = Double(count) / max(1e-9, axis.span.length)
        var columns: [Column] = []
        var current = -1
        for reading in readings {
            let index = min(count - 1, max(0, Int((reading.time - from) * scale)))
            if index != current {
                current = index
                columns.append(Column(x: (reading.time - from) / axis.span.length * Self.width))
            }
            columns[columns.count - 1].take(reading)
        }
        return columns
    }

    /// - Parameter over: the layer over the chart.
    func markup(over: Markup) -> Markup {
        let columns = columns()
        guard
            let scale = ValueScale(
                columns.flatMap { [$0.low, $0.high, $0.lower, $0.upper, $0.noticeLower, $0.noticeUpper] }, limit: limit)
        else {
            return "<p class=\"empty\">No value in this time.</p>"
        }
        let y = { (value: Float) in scale.y(Double(value), height: Self.height) }
        return """
            <div class="plot">
            <svg viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" aria-label="\(title)">
            <title>\(title)</title>
            \(Markup(joining: holes(columns)))
            \(path("band", Self.band(columns, y, \.lower, \.upper)))
            \(path("usual", Self.band(columns, y, \.noticeLower, \.noticeUpper)))
            \(path("line", Self.line(columns, y)))
            \(path("bad", Self.bad(columns, y)))
            \(path("notice", Self.notices(columns, y)))
            \(limitLine(scale))
            </svg>
            \(over)\(limitLabel(scale))<span class="scale top">\(words(scale.highest))</span><span class="scale bottom">\(words(scale.lowest))</span>
            </div>
            """
    }

    /// Beside the limit's line, where it does not stand upon the other labels.
    private func limitLabel(_ scale: ValueScale) -> Markup {
        guard let limit else { return "" }
        let height = 100 - scale.y(limit, height: 100)
        guard height > 17, height < 83 else { return "" }
        return "<span class=\"scale at\" style=\"bottom:\(Int(height))%\">\(words(limit))</span>"
    }

    private func words(_ value: Double) -> String {
        isShare ? value == 0 ? "0 %" : NumberText.percent(value) : Self.short(value)
    }

    /// At most eight characters or so, which is what the margin of a telephone's screen has: "1.222 G".
    static func short(_ value: Double) -> String {
        let unit = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")].first { value.magnitude >= $0.0 }
        guard let unit, value.magnitude >= 1e5, value.magnitude < 1e15 else { return NumberText.plain(value) }
        return "\(NumberText.plain(value / unit.0)) \(unit.1)"
    }

    private func path(_ name: Markup, _ data: String) -> Markup {
        data.isEmpty ? "" : "<path class=\"\(name)\" d=\"\(data)\"/>"
    }

    private func limitLine(_ scale: ValueScale) -> Markup {
        guard let limit else { return "" }
        let y = Self.text(scale.y(limit, height: Self.height))
        return "<path class=\"limit\" d=\"M0 \(y)H1000\"><title>limit \(words(limit))</title></path>"
    }
}

extension SignalChart.Column {
    fileprivate mutating func take(_ reading: Readings.Reading) {
        if reading.quality != .ok { hasHole = true }
        if reading.isNotice, notice.isNaN || abs(reading.value - middle) > abs(notice - middle) {
            notice = reading.value
        }
        takeBands(reading)
        if reading.isBad { isBad = true }
        guard reading.value.isFinite else { return }
        if first.isNaN { first = reading.value }
        last = reading.value
        low = min(low, reading.value)
        high = max(high, reading.value)
    }

    /// The widest of the column; of what is bad the bands that it was found outside of, so that it is drawn there.
    private mutating func takeBands(_ reading: Readings.Reading) {
        guard reading.upper.isFinite, isBad == reading.isBad || reading.isBad else { return }
        let isFirst = upper.isNaN || isBad != reading.isBad
        lower = isFirst ? reading.lower : min(lower, reading.lower)
        upper = isFirst ? reading.upper : max(upper, reading.upper)
        noticeLower = isFirst ? reading.noticeLower : min(noticeLower, reading.noticeLower)
        noticeUpper = isFirst ? reading.noticeUpper : max(noticeUpper, reading.noticeUpper)
    }

    private var middle: Float { (noticeLower + noticeUpper) / 2 }

    fileprivate var hasValue: Bool { low.isFinite }
}

extension SignalChart {
    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }

    /// Broken where there is no data.
    private static func line(_ columns: [Column], _ y: (Float) -> Double) -> String {
        var path = ""
        var isDrawing = false
        for column in columns {
            guard column.hasValue else {
                isDrawing = false
                continue
            }
            let values = column.low == column.high ? [column.low] : extremes(column)
            for value in values {
                path += "\(isDrawing ? "L" : "M")\(text(column.x)) \(text(y(value)))"
                isDrawing = true
            }
        }
        return path
    }

    /// In the order that makes the shorter way through the column.
    private static func extremes(_ column: Column) -> [Float] {
        column.first <= column.last ? [column.low, column.high] : [column.high, column.low]
    }

    /// One piece for each stretch with a band.
    private static func band(
        _ columns: [Column], _ y: (Float) -> Double, _ lower: KeyPath<Column, Float>, _ upper: KeyPath<Column, Float>
    ) -> String {
        var path = ""
        var stretch: [Column] = []
        func close() {
            defer { stretch = [] }
            guard stretch.count > 1 else { return }
            let above = stretch.map { "\(text($0.x)) \(text(y($0[keyPath: upper])))" }
            let below = stretch.reversed().map { "\(text($0.x)) \(text(y($0[keyPath: lower])))" }
            path += "M" + (above + below).joined(separator: "L") + "Z"
        }
        for column in columns {
            if column[keyPath: upper].isFinite && column[keyPath: lower].isFinite {
                stretch.append(column)
            } else {
                close()
            }
        }
        close()
        return path
    }

    /// Where the signal was bad, its line once more in another colour.
    private static func bad(_ columns: [Column], _ y: (Float) -> Double) -> String {
        var path = ""
        var isDrawing = false
        for column in columns {
            guard column.isBad && column.hasValue else {
                isDrawing = false
                continue
            }
            let values = column.low == column.high && isDrawing ? [column.low] : extremes(column)
            for value in values {
                path += "\(isDrawing ? "L" : "M")\(text(column.x)) \(text(y(value)))"
                isDrawing = true
            }
        }
        return path
    }

    /// A dot each: a line of no length with round ends, which stays round however the drawing is stretched.
    private static func notices(_ columns: [Column], _ y: (Float) -> Double) -> String {
        columns.filter(\.notice.isFinite).map { "M\(text($0.x)) \(text(y($0.notice)))h0" }.joined()
    }

    private func holes(_ columns: [Column]) -> [Markup] {
        var marks: [Markup] = []
        var start: Double?
        var end = 0.0
        for (index, column) in columns.enumerated() {
            let next = index + 1 < columns.count ? columns[index + 1].x : Self.width
            if column.hasHole && !column.hasValue {
                start = start ?? column.x
                end = next
            } else if let from = start {
                marks.append(hole(from, end))
                start = nil
            }
        }
        if let from = start { marks.append(hole(from, end)) }
        return Array(marks.prefix(300))
    }

    private func hole(_ from: Double, _ to: Double) -> Markup {
        let width = max(1.5, to - from)
        return
            "<rect class=\"hole\" x=\"\(Self.text(from))\" y=\"0\" width=\"\(Self.text(width))\" height=\"200\"><title>no usable data</title></rect>"
    }
}

/// From values to heights, with a little room above and below.
private struct ValueScale {
    var lowest: Double
    var highest: Double

    init?(_ values: [Float], limit: Double?) {
        let finite = values.filter(\.isFinite).map(Double.init) + (limit.map { [$0] } ?? [])
        guard let least = finite.min(), let most = finite.max() else { return nil }
        lowest = least >= 0 && least < most * 0.4 ? 0 : least
        highest = most > lowest ? most : lowest + max(abs(lowest) * 0.1, 1e-9)
    }

    func y(_ value: Double, height: Double) -> Double {
        let share = (value - lowest) / (highest - lowest)
        return height - (min(1, max(0, share)) * 0.94 + 0.03) * height
    }
}

extension [Readings.Reading] {
    /// The first position from which on the condition holds; the readings are in the order of time.
    fileprivate func partition(_ isLate: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isLate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
