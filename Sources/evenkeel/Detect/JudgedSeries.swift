import Detection
import EvenkeelBacktest

/// A series on its way through a detector.
struct JudgedSeries {
    struct JudgedPoint {
        var point: Point
        var judgement: Judgement
    }

    private var detector: any Detector
    private let keepsPoints: Bool
    private var lastTime = -Double.infinity
    private var missing = (count: 0, line: 0)
    private var unordered = (count: 0, line: 0)
    private(set) var points: [JudgedPoint] = []

    init(detector: any Detector, keepsPoints: Bool) {
        self.detector = detector
        self.keepsPoints = keepsPoints
    }

    /// The row that is written for it.
    mutating func judge(_ row: SeriesRow) -> String {
        guard row.point.value.isFinite else {
            Self.count(&missing, row.line)
            return "\(row.timestamp),,,,,0,0,0"
        }
        guard row.point.time > lastTime else {
            Self.count(&unordered, row.line)
            return "\(row.timestamp),\(row.point.value),,,,0,0,0"
        }
        lastTime = row.point.time
        let judgement = detector.judge(row.point)
        if keepsPoints { points.append(JudgedPoint(point: row.point, judgement: judgement)) }
        let fields = [
            row.timestamp, "\(row.point.value)", Self.text(judgement.expected), Self.text(judgement.lower),
            Self.text(judgement.upper), Self.text(judgement.score), Self.text(judgement.confidence),
            judgement.isAlert ? "1" : "0",
        ]
        return fields.joined(separator: ",")
    }

    /// What was left out, if anything.
    var notice: String? {
        let parts = [
            missing.count > 0 ? "\(missing.count) rows without a number (first: line \(missing.line))" : nil,
            unordered.count > 0
                ? "\(unordered.count) rows not newer than the one before (first: line \(unordered.line))" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " and ") + " were not judged"
    }

    private static func count(_ counter: inout (count: Int, line: Int), _ line: Int) {
        if counter.count == 0 { counter.line = line }
        counter.count += 1
    }

    private static func text(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
}
