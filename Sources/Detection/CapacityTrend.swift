public import TimeSeries

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// When a rising (or falling) quantity reaches a limit: memory, disk, a queue.
///
/// The slope is Theil and Sen's: the median of the slopes of all pairs, which a third of broken points does not move. Its
/// uncertainty is Sen's (1968) from the variance of Kendall's S, widened for the residuals' autocorrelation (the effective
/// number of points is n·(1-r)/(1+r), Bayley and Hammersley 1946). Points fall into at most 128 equal stretches of time,
/// each counted by its median, so that the state and the work are bounded.
public struct CapacityTrend: Sendable, Hashable {
    /// Where the quantity must not go, in its own unit.
    public let limit: Double
    /// How wide the interval of the answer is, 0.5...0.999.
    public let confidence: Double
    private var points: [Sample] = []
    private static let maximumPoints = 1_024

    public init(limit: Double, confidence: Double = 0.9) {
        self.limit = limit
        self.confidence = min(max(confidence, 0.5), 0.999)
    }

    /// Adds a point. One that is not finite or not newer than the last is ignored. Of more than 1,024 points every second
    /// of the older half is dropped.
    public mutating func observe(_ point: Sample) {
        guard point.isUsable, point.time > (points.last?.time ?? -.infinity) else { return }
        points.append(point)
        guard points.count > Self.maximumPoints else { return }
        let half = points.count / 2
        points = points[..<half].enumerated().filter { $0.offset % 2 == 0 }.map(\.element) + points[half...]
    }

    /// The forecast as of the last point; nil with fewer than eight points or no time between them.
    public func forecast() -> CapacityForecast? {
        let line = RobustLine(points, confidence: confidence)
        return line.map { CapacityForecast($0, limit: limit, confidence: confidence) }
    }
}

/// When a limit will be reached, counted from the last point.
public struct CapacityForecast: Sendable {
    /// The robust level at the last point, in the quantity's unit.
    public let level: Double
    /// Units per second, with the interval's ends.
    public let slope: Double
    public let slopeLower: Double
    public let slopeUpper: Double
    /// Seconds until the limit by the slope itself; nil if it never gets there, 0 if it is there.
    public let secondsToLimit: Double?
    /// The interval's ends; `latest` is nil if the interval contains "never", `earliest` if all of it is "never".
    public let earliest: Double?
    public let latest: Double?
    /// The probability of the interval.
    public let confidence: Double
    private let line: RobustLine
    private let distance: Double
    /// The number of points that it rests on.
    private let count: Int

    init(_ line: RobustLine, limit: Double, confidence: Double) {
        (level, slope, slopeLower, slopeUpper) = (line.level, line.slope, line.slopeLower, line.slopeUpper)
        self.confidence = confidence
        self.line = line
        let distance = limit - line.level
        self.distance = distance
        let times = [line.slopeLower, line.slope, line.slopeUpper].map { Self.time(distance, $0) }
        secondsToLimit = times[1]
        earliest = [times[0], times[2]].compactMap(\.self).min()
        latest = times[0].flatMap { first in times[2].map { max(first, $0) } }
        count = line.count
    }

    /// The probability is at least `confidence`/2 + ½ that the limit is not reached before this many seconds. True if even
    /// the earliest end lies beyond the horizon.
    public func isSafe(for horizon: Double) -> Bool {
        earliest.map { $0 > horizon } ?? true
    }

    /// How sure it is that the limit is reached within so many seconds, 0...1: that the slope is steeper than the one that
    /// leads there.
    public func certainty(within horizon: Double) -> Double {
        guard horizon > 0, distance != 0 else { return distance == 0 ? 1 : 0 }
        let needed = distance / horizon
        return distance > 0 ? line.certainty(above: needed) : 1 - line.certainty(above: needed)
    }

    private static func time(_ distance: Double, _ slope: Double) -> Double? {
        if distance == 0 { return 0 }
        let time = distance / slope
        return time.isFinite && time >= 0 && time < 3.2e9 ? time : nil
    }

    /// One sentence: "full in 3 h 20 min (2 h 50 min to 4 h)".
    ///
    /// - Parameter arrival: the words for reaching the limit, such as "down to it in" for a value that falls.
    public func explanation(arrival: String = "full in") -> String {
        let basis = "\(count) points, \(NumberText.percent(confidence)) interval"
        guard let earliest else { return "not heading for the limit (\(basis))" }
        let from = NumberText.duration(earliest)
        guard let middle = secondsToLimit else {
            return "not heading for the limit, at the earliest in \(from) (\(basis))"
        }
        let to = latest.map { "to \(NumberText.duration($0))" } ?? "or never"
        return "\(arrival) \(NumberText.duration(middle)) (\(from) \(to); \(basis))"
    }
}
