import TimeSeries

/// How sure it is that a rising quantity reaches a limit in time, if it wanders about its trend as a random walk does.
///
/// The forecast of a random walk with drift (Hyndman and Athanasopoulos 2021, Forecasting: Principles and Practice, 5.2)
/// from the medians of at most twelve equal stretches of time: the newest of them plus the trend, with the variance
/// σ²·h·(1 + 6h/5T) after h seconds, T seconds of history and a fitted line (6/5: Durlauf and Phillips 1988). For a random
/// walk the tail is Student's. Noise that has a level is less correlated than that, so of it the answer is only more
/// careful. Steps that resemble their neighbours, as on a curve, make σ² (1 + r)/(1 - r) times larger, r of lag one
/// (Bayley and Hammersley 1946) after Kendall's (1954) correction of its bias.
///
/// What the history cannot show is that a straight line goes on. A wave looks straight for a quarter of its period, and
/// a third of that further on a tangent is above the crest by less than 7 % of the wave's whole height. So the answer is
/// sure as far ahead as a third of the history is long; up to two thirds of it, it is 80 % sure at most.
///
/// Counted on healthy series that stay 5 % of their range below the limit, an evaluation has 99.9 % at most once in a
/// thousand, except where one tooth of a sawtooth is as long as the window or longer: inside of it, it is a leak.
struct DriftForecast: Sendable {
    /// The last value that is certain to have been seen: the lower one of the medians of the newest stretch and of the
    /// newest three points, so that neither a spike counts nor what has just ended.
    let newest: Double
    private let slope: Double
    /// Seconds from the middle of the newest stretch to the last point.
    private let lag: Double
    /// Seconds between the middles of the first and the newest stretch.
    private let history: Double
    /// Of the walk, in units² a second.
    private let variance: Double
    private let degreesOfFreedom: Double

    private static let stretches = 12
    private static let fewestStretches = 6
    /// The shares of the history that may be looked ahead.
    private static let (sureAhead, likelyAhead) = (1 / 3.0, 2 / 3.0)
    private static let likely = 0.8

    /// - Parameter slope: of a line through the points, in units a second.
    init?(_ points: [Sample], slope: Double) {
        let stretches = RobustLine.condensed(points, to: Self.stretches)
        guard stretches.count >= Self.fewestStretches, let first = stretches.first, let last = stretches.last,
            let now = points.last
        else { return nil }
        newest = min(last.value, CanaryComparison.median(points.suffix(3).map(\.value)))
        self.slope = slope
        lag = now.time - last.time
        history = last.time - first.time
        let steps = zip(stretches, stretches.dropFirst()).map { early, late in
            let time = late.time - early.time
            return (late.value - early.value - slope * time) / time.squareRoot()
        }
        degreesOfFreedom = Double(steps.count - 1)
        variance = Self.variance(steps) / degreesOfFreedom
    }

    /// That the quantity is at its limit after so many seconds, 0...1.
    func certainty(reaching limit: Double, within horizon: Double) -> Double {
        let sure = tail(beyond: limit, after: min(horizon, history * Self.sureAhead))
        return max(sure, min(Self.likely, tail(beyond: limit, after: min(horizon, history * Self.likelyAhead))))
    }

    private func tail(beyond limit: Double, after horizon: Double) -> Double {
        let ahead = horizon + lag
        let surplus = newest + slope * ahead - limit
        guard surplus > 0 else { return 0 }
        let deviation = (variance * ahead * (1 + 1.2 * ahead / history)).squareRoot()
        return 1 - Tail.student(surplus / deviation, degreesOfFreedom: degreesOfFreedom)
    }

    /// The sum of squares, made larger for steps that resemble their neighbours.
    private static func variance(_ steps: [Double]) -> Double {
        let squares = steps.reduce(0) { $0 + $1 * $1 }
        guard squares > 0 else { return 0 }
        let raw = zip(steps, steps.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / squares
        let r = min(0.98, max(0, raw + (1 + 3 * raw) / Double(steps.count)))
        return squares * (1 + r) / (1 - r)
    }
}
