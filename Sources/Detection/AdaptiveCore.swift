#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The statistics of `Adaptive`: 21 numbers a point, each judged by its own past (`SurpriseBank`), in six families.
///
/// Several time scales and two scalings are averaged in each family: an ensemble instead of tuned weights. The state is
/// bounded: seven days of five-minute slots, a histogram for each number, a few short windows.
struct AdaptiveCore: Sendable {
    let pace: AdaptivePace
    let step: Double
    /// The natural length of a series' memory in points: two days, within 240...2,880.
    let span: Int

    var bank = SurpriseBank(streams: AdaptivePart.allCases.count)
    var running = [RunningZ](repeating: RunningZ(), count: AdaptivePart.jump72.rawValue)
    var numbers = [Double](repeating: 0, count: AdaptivePart.allCases.count)
    var seen = 0

    var ring: SlotRing
    var slot = Int.min
    var slotsSinceScale = 0
    var daily: Double?
    var weekly: Double?
    var scale: (centre: Double, spread: Double)?

    var season = FadingMeanPair(6, 24)
    var seasonRobust = FadingMeanPair(3, 12)
    var activity = FadingMeanPair(24, 96)
    var activityRobust = FadingMean(span: 24)
    var driftFast = FadingMeanPair(12, 96)
    var driftSlow = FadingMeanPair(48, 384)
    var driftRobust = FadingMeanPair(24, 192)
    var recent = FadingMean(span: 48)
    var rangeShort: RecordRange
    var rangeLong: RecordRange
    var seasonSize = LongRunSize()
    var dailySize = LongRunSize()
    var weeklySize = LongRunSize()
    var last = (value: 0.0, robust: 0.0)

    var local = LocalJudge()

    init(step: Double) {
        self.step = step
        pace = AdaptivePace(step: step)
        span = Int(min(2_880, max(240, 172_800 / step)))
        ring = SlotRing(step: step)
        rangeShort = RecordRange(length: 2 * span)
        rangeLong = RecordRange(length: 10 * span)
        local.envelope = pace == .minutes ? TimeOfDayEnvelope() : nil
    }

    /// Judges a value by the past, then learns it.
    ///
    /// - Parameters:
    ///   - value: in the caller's unit, relative to the caller's origin.
    ///   - origin: the origin in that unit, for floors relative to the true level.
    mutating func judge(_ value: Double, at time: Double, origin: Double) -> AdaptiveFinding {
        enterSlot(of: time)
        if seen == 0 { begin(with: value) }
        let robust = scaled(value)
        let usual = seasonal(value)
        let rest = value - usual
        let unexplained = pace == .minutes && daily != nil ? rest : nil
        let jump = local.judge(value, robust, origin: origin, season: unexplained)
        measure(value, robust, season: rest, seasonRobust: robust - scaled(usual), jump, at: time)
        var finding = AdaptiveFinding()
        weigh(into: &finding, jump, at: time)
        describe(jump, usual: usual, &finding)
        recent.add(value)
        seasonSize.add(rest)
        last = (value, robust)
        seen += 1
        return finding
    }

    private mutating func begin(with value: Double) {
        last = (value, 0)
        recent.add(value)
    }

    /// What depends on the slot alone is computed once, when it begins.
    private mutating func enterSlot(of time: Double) {
        let now = ring.number(at: time)
        guard now != slot else { return }
        ring.advance(to: time)
        slot = now
        daily = ring.daily()
        weekly = ring.weekly()
        slotsSinceScale += 1
        guard slotsSinceScale >= (ring.filled < 64 ? 16 : 64) else { return }
        scale = ring.scale() ?? scale
        slotsSinceScale = 0
    }

    private func scaled(_ value: Double) -> Double {
        guard let scale else { return 0 }
        return asinh((value - scale.centre) / scale.spread)
    }

    /// The same time of day: the median of the days of a week, or last week's value where that has erred less.
    private mutating func seasonal(_ value: Double) -> Double {
        guard let daily else { return recent.value }
        guard let weekly else { return daily }
        let best = weeklySize.mean < dailySize.mean ? weekly : daily
        dailySize.add(value - daily)
        weeklySize.add(value - weekly)
        return best
    }
}
