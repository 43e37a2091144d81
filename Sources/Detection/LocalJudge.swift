/// Deviations from the last 36 and 72 points, in steadied spreads.
struct LocalJudge: Sendable {
    private var window = LocalWindow()
    private var windowRobust = LocalWindow()
    private var size36 = LongRunSize()
    private var size72 = LongRunSize()
    private var sizeShift = LongRunSize()
    private var sizeRobust = LongRunSize()
    private var sizeShiftRobust = LongRunSize()
    private var forecast = LevelForecast()
    private var recentSeason = FadingMean(span: 36)
    private var lastSeason = (0.0, 0.0)
    var envelope: TimeOfDayEnvelope?

    struct Jump {
        var from72 = 0.0
        var from36 = 0.0
        var shift = 0.0
        var robust = 0.0
        var shiftRobust = 0.0
        var step = 0.0
        /// The mean of the last 36 points before this one and their steadied spread; of 72 points for `wide`.
        var level = 0.0
        var spread = 0.0
        var wideLevel = 0.0
        var wideSpread = 0.0
    }

    /// - Parameter season: what the time of day leaves unexplained of the value; where it is given, deviations that the
    ///   season has foretold do not count: the same jump every morning is no news.
    @inline(__always)
    mutating func judge(_ value: Double, _ robust: Double, origin: Double, season: Double?) -> Jump {
        var jump = Jump()
        var unexplained = 1.0
        if window.count >= 12 {
            unexplained = judgeWindow(value, origin: origin, season: season, &jump)
            judgeRobust(robust, &jump)
        }
        let floor = 1e-6 * (value + origin).magnitude
        jump.step = forecast.judge(value, floor: floor, factor: unexplained)
        if let season {
            recentSeason.add(season)
            lastSeason = (season, lastSeason.0)
        }
        window.add(value)
        windowRobust.add(robust)
        return jump
    }

    @inline(__always)
    private mutating func judgeWindow(_ value: Double, origin: Double, season: Double?, _ jump: inout Jump) -> Double {
        let (all, half) = (window.all, window.newestHalf)
        let floor = 1e-6 * (all.mean + origin).magnitude
        let (far, near) = (value - all.mean, value - half.mean)
        let shift = (value + window.newest.0 + window.newest.1) / 3 - all.mean
        var (rest, restOfShift) = (1.0, 1.0)
        if let season {
            rest = Self.share(season - recentSeason.value, of: near)
            restOfShift = Self.share((season + lastSeason.0 + lastSeason.1) / 3 - recentSeason.value, of: shift)
        }
        (jump.level, jump.wideLevel) = (half.mean, all.mean)
        if let spread = size36.spread(variance: half.variance, count: half.count, floor: floor) {
            jump.spread = spread
            jump.from36 = rest * near.magnitude / spread
        }
        if let spread = size72.spread(variance: all.variance, count: all.count, floor: floor) {
            jump.wideSpread = spread
            jump.from72 = rest * far.magnitude / spread
        }
        if let spread = sizeShift.spread(variance: all.variance / 3, count: all.count, floor: floor) {
            jump.shift = restOfShift * shift.magnitude / spread
        }
        size36.add(near)
        size72.add(far)
        sizeShift.add(shift)
        return rest
    }

    @inline(__always)
    private mutating func judgeRobust(_ robust: Double, _ jump: inout Jump) {
        let all = windowRobust.all
        let floor = 1e-6 * all.mean.magnitude
        let far = robust - all.mean
        let shift = (robust + windowRobust.newest.0 + windowRobust.newest.1) / 3 - all.mean
        if let spread = sizeRobust.spread(variance: all.variance, count: all.count, floor: floor) {
            jump.robust = far.magnitude / spread
        }
        if let spread = sizeShiftRobust.spread(variance: all.variance / 3, count: all.count, floor: floor) {
            jump.shiftRobust = shift.magnitude / spread
        }
        sizeRobust.add(far)
        sizeShiftRobust.add(shift)
    }

    /// How much of a deviation remains when the season's part is taken away, at most all of it.
    private static func share(_ rest: Double, of deviation: Double) -> Double {
        deviation == 0 ? 1 : min(1, rest.magnitude / deviation.magnitude)
    }
}

/// The largest local deviation on earlier days around the same time of day: what happens every night is no news.
struct TimeOfDayEnvelope: Sendable {
    private var days = [Float](repeating: 0, count: 288)
    private var slot = -1
    private var current: Float = 0
    /// The slot before the present one, as it was before today.
    private var before: Float = 0

    /// The envelope at a time (five minutes, with a slot on either side). Learns `ratio` afterwards.
    @inline(__always)
    mutating func judge(_ ratio: Double, at time: Double) -> Double {
        let phase = time / 86_400
        let now = min(287, Int((phase - phase.rounded(.down)) * 288))
        if now != slot { move(to: now) }
        let envelope = max(before, days[now], days[now == 287 ? 0 : now + 1])
        current = max(current, Float(min(ratio, 1e6)))
        return Double(envelope)
    }

    private mutating func move(to now: Int) {
        if slot >= 0 {
            let isNext = now == (slot + 1) % 288
            before = isNext ? days[slot] : days[(now + 287) % 288]
            days[slot] = max(days[slot] * 0.9, current)
        }
        slot = now
        current = 0
    }
}
