import Detection
import EvenkeelBacktest
import TimeSeries

/// A series on its way through a detector.
struct JudgedSeries {
    private var detector: any Detector
    private let now: Double
    private var lastTime = -Double.infinity
    private var leap: Double?
    private var skipped = [Skipped: (count: Int, line: Int)]()
    private(set) var rows = 0
    private(set) var sketch: SeriesSketch?

    /// Why a row is written without a judgement, and not learnt.
    enum Skipped: String, CaseIterable {
        case missing = "without a usable number"
        case unordered = "not newer than the one before"
        case future = "more than a day ahead of both the row before and the clock"
    }

    /// - Parameters:
    ///   - now: in seconds since 1970.
    ///   - isSketched: keeps what a plot needs.
    init(detector: any Detector, now: Double, isSketched: Bool) {
        self.detector = detector
        self.now = now
        sketch = isSketched ? SeriesSketch() : nil
    }

    /// The row that is written for it.
    mutating func judge(_ row: SeriesRow) -> String {
        rows += 1
        if let reason = reasonToSkip(row.point) {
            skipped[reason, default: (0, row.line)].count += 1
            return "\(row.timestamp),\(Self.text(row.point.value)),,,,0,0,0,0,,,0"
        }
        lastTime = row.point.time
        let judgement = detector.judge(row.point)
        sketch?.add(row.point, judgement)
        let (notice, alert) = (judgement.noticeBand, judgement.alertBand)
        let fields = [
            row.timestamp, Self.text(row.point.value), Self.text(judgement.expected), Self.text(notice.lower),
            Self.text(notice.upper), Self.text(judgement.score), Self.text(judgement.confidence),
            Self.flag(judgement.isAlert), Self.flag(judgement.isNotice), Self.text(alert.lower), Self.text(alert.upper),
            Self.flag(judgement.hasRecovered),
        ]
        return fields.joined(separator: ",")
    }

    private static func flag(_ isSet: Bool) -> String { isSet ? "1" : "0" }

    private mutating func reasonToSkip(_ point: Sample) -> Skipped? {
        guard point.isUsable else { return .missing }
        guard point.time > lastTime else { return .unordered }
        return isLeap(point.time) ? .future : nil
    }

    /// One broken clock must not make all later rows old: a row in the future that is far from the one before waits for
    /// a second one that agrees with it. A series completely in the future is read normally.
    private mutating func isLeap(_ time: Double) -> Bool {
        let day = 86_400.0
        guard lastTime > -.infinity, time > now + day, time > lastTime + day else {
            leap = nil
            return false
        }
        if let before = leap, time > before, time <= before + day {
            leap = nil
            return false
        }
        leap = time
        return true
    }

    /// What was left out, if anything.
    var notice: String? {
        guard rows > 0 else { return "there are no rows after the header" }
        let parts = Skipped.allCases.compactMap { reason in
            skipped[reason].map {
                "\($0.count) \($0.count == 1 ? "row" : "rows") \(reason.rawValue) (first: line \($0.line))"
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ") + ": not judged, not learnt"
    }

    private static func text(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
}
