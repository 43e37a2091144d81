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
    private var points: [Point] = []
    private static let maximumPoints = 1_024

    public init(limit: Double, confidence: Double = 0.9) {
        self.limit = limit
        self.confidence = min(max(confidence, 0.5), 0.999)
    }

    /// Adds a point. One that is not finite or not newer than the last is ignored. Of more than 1,024 points every second
    /// of the older half is dropped.
    public mutating func observe(_ point: Point) {
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
