extension Residuals {
    /// What learning a point depends on besides the point.
    struct Lesson {
        /// The spread at this time of day.
        var spread: Float
        /// Points since the last gap.
        var run: Int
        var pointsPerDay: Float
        /// The least width of a tail, in spreads.
        var tailFloor: Float
        /// The wanted periods in points, for each scale and side.
        var alertPeriod: Float
        var noticePeriod: Float
        /// During an episode that comes too often only the tails learn.
        var onlyTails: Bool
        var isSparse: Bool
    }

    /// The baselines stay as they are during an episode.
    @inline(__always)
    mutating func freeze() { history.setNewest(levels) }

    mutating func learn(_ found: Deviations, _ lesson: Lesson) {
        if !lesson.onlyTails { seen += 1 }
        learnTails(found, lesson)
        if lesson.onlyTails { return }
        learnErrors(lesson)
        forgetSlowly(lesson)
        learnSpread()
        learnLevels(lesson.spread)
    }

    private mutating func learnTails(_ found: Deviations, _ lesson: Lesson) {
        guard seen >= 20 else { return }
        let isPeriodic = seen % 64 == 0
        let isClipped = Float(seen) > 0.5 * lesson.pointsPerDay
        for scale in 0..<Scales.count where lesson.run >= Scales.lengths[scale] && seen > Scales.lengths[scale] {
            let gap = max(5, Scales.lengths[scale])
            for side in Side.allCases {
                let index = 2 * scale + side.rawValue
                var value = found[side][scale]
                if isClipped { value = min(value, 1.2 * alertLevels[side][scale]) }
                if tails[index].add(value, gap: gap) || isPeriodic { fit(scale, side, lesson) }
            }
        }
    }

    private mutating func fit(_ scale: Int, _ side: Side, _ lesson: Lesson) {
        let index = 2 * scale + side.rawValue
        tails[index].fit(
            length: Scales.lengths[scale], points: seen, form: form(scale, lesson), floor: lesson.tailFloor)
        alertLevels.set(tails[index].level(period: lesson.alertPeriod), scale, side)
        noticeLevels.set(tails[index].level(period: lesson.noticePeriod), scale, side)
    }

    private func form(_ scale: Int, _ lesson: Lesson) -> PeakTail.Form {
        if lesson.isSparse { return Self.sparseForm }
        return Scales.lengths[scale] <= 5 ? Self.shortForm : Self.longForm
    }

    private static let sparseForm = PeakTail.Form(shape: -0.05, leftOut: 0.2)
    private static let shortForm = PeakTail.Form(shape: 0.04, leftOut: 0.44)
    private static let longForm = PeakTail.Form(shape: 0.02, leftOut: 0.44)

    private mutating func learnErrors(_ lesson: Lesson) {
        let weight = max(1 / Float(max(seen, 1)), 1 / 2_000)
        let cap = PerLevel(repeating: seen > 100 ? 6 * lesson.spread : .infinity)
        for scale in 0..<Scales.count {
            let length = Scales.lengths[scale]
            guard lesson.run >= length, seen > length else { continue }
            let mean = recent.withNewest(length) { $0.reduce(0, +) } / Float(length)
            let miss = PerLevel(repeating: mean) - history[before: length]
            let error = pointwiseMin(miss.replacing(with: -miss, where: miss .< 0), cap)
            errors[scale] += (error - errors[scale]) * weight
            if seen % 4 == 0 { choose(scale) }
        }
    }

    /// The slowest baseline whose error is within 5 % of the best.
    private mutating func choose(_ scale: Int) {
        let limit = errors[scale].min() * 1.05
        for index in stride(from: Self.slowest, through: 0, by: -1) where errors[scale][index] <= limit {
            chosen[scale] = UInt8(index)
            return
        }
    }

    /// Ten days of memory: from then on one peak of each tail is dropped at a time, and the count of points with it.
    private mutating func forgetSlowly(_ lesson: Lesson) {
        let memory = max(1_500, Int(10 * lesson.pointsPerDay))
        guard seen >= memory else { return }
        seen -= memory / PeakTail.capacity
        forgotten = forgotten &* 1_664_525 &+ 1_013_904_223
        for index in tails.indices { tails[index].forget(Int(forgotten >> 8) + index * 5) }
    }

    private mutating func learnSpread() {
        var deviation = (recent[0] - history[before: 1][Int(chosen[0])]).magnitude
        let weight: Float = seen < 200 ? 1 / Float(seen) : 0.005
        if seen > 30, spread > 0 { deviation = min(deviation, 5 * spread) }
        lastDeviation = deviation
        spread += (deviation - spread) * weight
        if seen > 30 { longRunSpread += (deviation - longRunSpread) * max(1 / Float(seen), 0.0005) }
    }

    private mutating func learnLevels(_ spread: Float) {
        let least = PerLevel(repeating: 1 / Float(max(seen, 1)))
        let weights = pointwiseMax(Self.weights, least)
        var miss = PerLevel(repeating: recent[0]) - levels
        if seen > 30 {
            let first = miss[0]
            let cap = PerLevel(repeating: 4 * spread)
            miss = pointwiseMax(pointwiseMin(miss, cap), -cap)
            miss[0] = first
        }
        levels += weights * miss
        history.setNewest(levels)
    }
}

extension Residuals {
    /// Takes the middle of the newest `count` points as the level.
    ///
    /// - Returns: whether the spread is another one, too, and everything else was forgotten.
    mutating func accept(newest count: Int) -> Bool {
        guard seen > 0 else { return false }
        let sorted = recent.withNewest(count) { $0.sorted() }
        let inner = sorted[(count / 4)..<(count - count / 4)]
        let middle = inner.reduce(0, +) / Float(inner.count)
        levels = PerLevel(repeating: middle)
        history.fill(levels)
        let trimmed = sorted[(count / 10)..<(count - count / 10)]
        let size = 1.2 * trimmed.reduce(0) { $0 + ($1 - middle).magnitude } / Float(trimmed.count)
        guard size > 3 * spread else {
            spread = max(spread, size)
            return false
        }
        restart(spread: size)
        return true
    }

    /// Another spread, other tails.
    private mutating func restart(spread size: Float) {
        (spread, longRunSpread) = (size, 0)
        restartTails()
    }

    mutating func restartTails() {
        seen = min(seen, 30)
        for index in tails.indices { tails[index] = PeakTail() }
        (alertLevels, noticeLevels) = (Levels(), Levels())
    }

    /// The level moved by so much, and was expected to.
    mutating func shift(by difference: Float) {
        levels += difference
        history.shift(by: difference)
    }

    /// Both the points and the level moved: the season was replaced by another one.
    mutating func rebase(by difference: Float) {
        shift(by: difference)
        recent.shift(by: difference)
    }

    /// What trouble left behind is replaced by the baseline.
    mutating func forget(from first: Int, to end: Int, baseline: Float) {
        for age in first..<min(end, RecentValues.capacity) { recent[age] = baseline }
    }
}
