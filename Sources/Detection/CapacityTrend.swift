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
/// each counted by its median, so that the state and the work are bounded. How sure an arrival in time is, is another
/// question, as residuals of a trend are not independent: see `DriftForecast`.
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
        return line.map { CapacityForecast($0, points, limit: limit, confidence: confidence) }
    }
}

/// When a limit will be reached, counted from the last point.
public struct CapacityForecast: Sendable {
    /// The robust level at the last point, in the quantity's unit. At or beyond the limit only if the newest points are.
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
    private let drift: DriftForecast?
    /// What turns a way down to the limit into a way up.
    private let sign: Double
    private let limit: Double
    /// The number of points that it rests on.
    private let count: Int

    init(_ line: RobustLine, _ points: [Sample], limit: Double, confidence: Double) {
        (slope, slopeLower, slopeUpper) = (line.slope, line.slopeLower, line.slopeUpper)
        self.confidence = confidence
        self.limit = limit
        let sign: Double = CanaryComparison.median(points.map(\.value)) <= limit ? 1 : -1
        self.sign = sign
        let rising = points.map { Sample(time: $0.time, value: sign * $0.value) }
        drift = DriftForecast(rising, slope: sign * line.slope)
        level = Self.level(line, newest: drift.map { sign * $0.newest }, limit)
        let distance = limit - level
        let times = [line.slopeLower, line.slope, line.slopeUpper].map { Self.time(distance, $0) }
        secondsToLimit = times[1]
        earliest = [times[0], times[2]].compactMap(\.self).min()
        latest = times[0].flatMap { first in times[2].map { max(first, $0) } }
        count = line.count
    }

    /// A line may pass a limit that the quantity, on its curve, does not.
    private static func level(_ line: RobustLine, newest: Double?, _ limit: Double) -> Double {
        guard let newest, (line.level < limit) != (newest < limit) else { return line.level }
        return newest
    }

    /// The probability is at least `confidence`/2 + ½ that the limit is not reached before this many seconds. True if even
    /// the earliest end lies beyond the horizon.
    public func isSafe(for horizon: Double) -> Bool {
        earliest.map { $0 > horizon } ?? true
    }

    /// How sure it is that the limit is reached within so many seconds, 0...1: one minus the share of evaluations in which
    /// a quantity that does not get there seems to (see `DriftForecast`).
    public func certainty(within horizon: Double) -> Double {
        guard horizon > 0 else { return level == limit ? 1 : 0 }
        return drift?.certainty(reaching: sign * limit, within: horizon) ?? 0
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
