import Detection
import TimeSeries

/// A series in at most 2,400 columns, however long it gets: when they are full, neighbours are joined. Extremes are kept,
/// so that no spike is lost.
struct SeriesSketch {
    static let capacity = 2_400

    struct Column {
        var time: Double
        var low: Double
        var high: Double
        /// Whether the lowest value came before the highest.
        var isRising: Bool
        /// The band of the first judged point; NaN where none was.
        var lower: Double
        var upper: Double
        /// The value of the first alert.
        var alert: Double?
    }

    private(set) var columns: [Column] = []
    private(set) var points = 0
    private(set) var alerts = 0
    private(set) var lastTime = 0.0
    private var pointsPerColumn = 1

    mutating func add(_ point: Sample, _ judgement: Judgement) {
        let column = Column(
            time: point.time, low: point.value, high: point.value, isRising: true, lower: judgement.noticeBand.lower,
            upper: judgement.noticeBand.upper, alert: judgement.isAlert ? point.value : nil)
        if points % pointsPerColumn == 0 {
            if columns.count == Self.capacity { halve() }
            columns.append(column)
        } else {
            columns[columns.count - 1] = Self.join(columns[columns.count - 1], column)
        }
        points += 1
        lastTime = point.time
        if judgement.isAlert { alerts += 1 }
    }

    private mutating func halve() {
        columns = stride(from: 0, to: columns.count, by: 2).map { Self.join(columns[$0], columns[$0 + 1]) }
        pointsPerColumn *= 2
    }

    private static func join(_ first: Column, _ second: Column) -> Column {
        var joined = first
        joined.low = min(first.low, second.low)
        joined.high = max(first.high, second.high)
        let (isLowFirst, isHighFirst) = (first.low <= second.low, first.high >= second.high)
        joined.isRising = isLowFirst == isHighFirst ? (isLowFirst ? first.isRising : second.isRising) : isLowFirst
        if first.lower.isNaN { (joined.lower, joined.upper) = (second.lower, second.upper) }
        joined.alert = first.alert ?? second.alert
        return joined
    }
}
