extension AdaptiveCore {
    /// Takes the 21 numbers of a point.
    mutating func measure(
        _ value: Double, _ robust: Double, season rest: Double, seasonRobust restRobust: Double,
        _ jump: LocalJudge.Jump, at time: Double
    ) {
        addMeans(value, robust, rest, restRobust)
        set(.season, rest)
        set(.season6, season.short.value)
        set(.season24, season.long.value)
        set(.seasonRobust3, seasonRobust.short.value)
        set(.seasonRobust12, seasonRobust.long.value)
        set(.rangeShort, rangeShort.judge(value))
        set(.rangeLong, rangeLong.judge(value))
        set(.activity24, activity.short.value)
        set(.activity96, activity.long.value)
        set(.activityRobust, activityRobust.value)
        set(.drift12, driftFast.difference)
        set(.drift48, driftSlow.difference)
        set(.driftRobust, driftRobust.difference)
        ring.add(value)
        if ring.isLast(at: time, step: step) { set(.shape, ring.discord(history: 4 * span) ?? 0) }
        set(.jump72, jump.from72)
        set(.surpriseStep, jump.step)
        set(.shift, jump.shift)
        set(.seasonRatio, seen > 24 ? rest.magnitude / max(seasonSize.mean, 1e-150) : 0)
        set(.jumpRobust, jump.robust)
        set(.shiftRobust, jump.shiftRobust)
        set(.jump36, jump.from36)
    }

    @inline(__always)
    private mutating func set(_ part: AdaptivePart, _ number: Double) {
        numbers[part.rawValue] = number
    }

    private mutating func addMeans(_ value: Double, _ robust: Double, _ rest: Double, _ restRobust: Double) {
        season.add(rest)
        seasonRobust.add(restRobust)
        activity.add((value - last.value).magnitude)
        activityRobust.add((robust - last.robust).magnitude)
        driftFast.add(value)
        driftSlow.add(value)
        driftRobust.add(robust)
    }

    /// Judges every number by its past, and gathers the families and the fast channel.
    mutating func weigh(into finding: inout AdaptiveFinding, _ jump: LocalJudge.Jump, at time: Double) {
        var deviations = SIMD8<Double>.zero
        let hasShape = ring.filled >= 48
        let table = AdaptivePart.traits
        for index in 0..<table.count {
            if index == AdaptivePart.shape.rawValue, !hasShape { continue }
            let traits = table[index]
            let number = traits.isRunning ? running[index].judge(numbers[index]) : numbers[index]
            let surprise = bank.judge(
                number, stream: index, scale: traits.scale, wantsPredictive: traits.isDeviation)
            finding.families[traits.family] += traits.share * surprise.conformal
            if traits.isDeviation { deviations[index - AdaptivePart.jump72.rawValue] = surprise.predictive }
            finding.strongest = max(finding.strongest, traits.isDeviation ? surprise.predictive : surprise.conformal)
        }
        finding.families[7] = 0
        finding.fast = fast(deviations, jump, at: time)
    }

    /// The fast channel: unusual against the last hours; where those span days, also against the time of day.
    private mutating func fast(_ surprise: SIMD8<Double>, _ jump: LocalJudge.Jump, at time: Double) -> Double {
        func of(_ part: AdaptivePart) -> Double { surprise[part.rawValue - AdaptivePart.jump72.rawValue] }
        switch pace {
        case .between: return 0
        case .hours: return ((of(.jump72) + of(.jumpRobust)) / 2 + of(.seasonRatio)) / 2
        case .minutes: break
        }
        let usual = local.envelope?.judge(max(jump.from36, jump.shift), at: time) ?? 0
        let floor = max(5.5, 1.3 * usual)
        let spike = jump.from36 >= floor ? of(.jump36) : 0
        let shift = jump.shift >= floor ? of(.shift) : 0
        let step = jump.from36 >= 0.6 * floor ? of(.surpriseStep) : 0
        return max(spike, shift, step)
    }

    /// What was expected, and the band: the deviation at which the fast channel would speak.
    func describe(_ jump: LocalJudge.Jump, usual: Double, _ finding: inout AdaptiveFinding) {
        (finding.level, finding.spread) = (jump.level, jump.spread)
        if pace == .minutes || daily == nil {
            finding.expected = jump.level
            let edge = bank.edge(
                stream: AdaptivePart.jump36.rawValue, scale: 1, surprise: AdaptivePace.minutes.threshold)
            finding.reach = jump.spread * max(edge, 5.5)
        } else {
            finding.expected = usual
            let edge = bank.edge(stream: AdaptivePart.seasonRatio.rawValue, scale: 1.7, surprise: 2.5)
            finding.reach = seasonSize.mean * edge
        }
    }
}
