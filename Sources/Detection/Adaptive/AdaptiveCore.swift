#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The statistics of `Adaptive`, in the units of `SeriesUnits`: see Benchmarks/README.md for what each part gives.
struct AdaptiveCore: Sendable {
    let step: Double
    let pointsPerDay: Float
    /// Points that have to stand outside of the band before there is an alert.
    let standing: Int
    /// How many scales and sides share the wanted rate of false alerts.
    let tests: Float
    let tails: Float
    let sides: [Side]
    let alertPeriod: Float
    let noticePeriod: Float

    var seasons: Seasons
    var residuals: [Residuals]
    var profile = SpreadProfile()
    var habit = TimeOfDayHabit()
    var firstWeek = FirstWeek()
    var sparse = SparseCounts()
    var episode: Episode?
    var noticed: Episode?
    var former: FormerLevel?
    var rate: EpisodeRate
    var selected = SeasonKind.none

    var seen = 0
    /// Points since the last gap.
    var run = 0
    var begin = 0.0
    var last = 0.0
    var previous: Float = .nan
    var smallestStep: Float = 0

    init(step: Double, falseActions: Double, direction: Direction) {
        self.step = step
        pointsPerDay = Float(86_400 / step)
        let standing = Standing.points(step: step)
        self.standing = standing
        sides = Side.allCases.filter { direction.includes(Double($0.sign)) }
        tails = Float(sides.count)
        tests = Float(max(1, Scales.lengths.count { $0 >= standing })) * tails
        alertPeriod = max(Self.fewestAlertPoints(step: step), Float(falseActions / step))
        noticePeriod = max(Self.fewestNoticePoints, min(Float(Self.noticeSeconds / step), alertPeriod))
        seasons = Seasons(step: step)
        residuals = [Residuals](repeating: Residuals(), count: SeasonKind.allCases.count)
        rate = EpisodeRate(pointsPerDay: Float(86_400 / step))
    }

    /// Fewer points say nothing of a tail.
    static let fewestPoints = 200
    /// After the spread changed, so many points of the new one.
    private static let fewestRestarted = 60
    /// A week has every time of day and of the week.
    static let secondsWanted = 604_800.0
    var secondsKnown: Double { min(Self.secondsWanted, last - begin) }

    /// A false notice in twenty days is acceptable (Benchmarks/README.md, "Constants").
    private static let noticeSeconds = 1_728_000.0
    /// Hourly series have too short a past to say what comes once in a few hundred points.
    private static func fewestAlertPoints(step: Double) -> Float { step > 300 ? 10_000 : 1_000 }
    private static let fewestNoticePoints: Float = 1_000

    var days: Double { (last - begin) / 86_400 }
    var isWarm: Bool { seen >= Self.fewestPoints && residuals[selected.rawValue].seen >= Self.fewestRestarted }

    /// One point on its way through the core.
    struct Visit {
        let value: Float
        /// How large the value is by itself, for floors relative to the true level.
        let size: Float
        /// What zero is in the core's units.
        let zero: Float
        let moment: SeasonClock.Moment
        var expected = Seasons.Expected()
        var spreads: (Float, Float, Float) = (0, 0, 0)
        var deviations = InlineArray<3, Deviations>(repeating: Deviations())
        var excuse: Float = 0
    }

    mutating func judge(_ value: Float, size: Float, zero: Float, at time: Double) -> AdaptiveFinding {
        pass(to: time, value)
        let moment = seasons.moment(time)
        var visit = Visit(value: value, size: size, zero: zero, moment: moment)
        visit.expected = seasons.enter(moment, isWeekKnown: days >= FirstWeek.days)
        visit.excuse = habit.enter(moment.envelope)
        if sparse.see(value - zero) { residuals[SeasonKind.none.rawValue].restartTails() }
        if seen % 64 == 0 { sparse.renew(alertPeriod: alertPeriod * tests, noticePeriod: noticePeriod * tails) }
        takeResiduals(visit)
        measure(&visit)
        select(visit)
        var finding = AdaptiveFinding()
        if episode == nil { look(visit, &finding) }
        if episode != nil {
            follow(visit, &finding)
            // What ended an episode changed what the newest points are compared with.
            if episode == nil { measure(&visit) }
        }
        notice(visit, &finding)
        learn(visit, finding)
        bound(&finding)
        previous = value
        return finding
    }

    /// The evidence says what the bands say.
    private func bound(_ finding: inout AdaptiveFinding) {
        if finding.isAlert {
            finding.period = max(finding.period, alertPeriod)
        } else if finding.isNotice {
            finding.period = min(max(finding.period, noticePeriod), 0.999 * alertPeriod)
        } else {
            finding.period = min(finding.period, 0.999 * noticePeriod)
        }
        finding.score = max(0, log(finding.period) / log(alertPeriod))
    }

    private mutating func pass(to time: Double, _ value: Float) {
        if seen == 0 { (begin, last) = (time, time) }
        let missing = ((time - last) / step - 0.5).rounded(.down)
        run = missing > 5 ? 1 : run + 1
        seen += 1
        last = time
        rate.pass()
        let change = (value - previous).magnitude
        if change > 0, smallestStep == 0 || change < smallestStep { smallestStep = change }
    }

    private mutating func takeResiduals(_ visit: Visit) {
        for kind in SeasonKind.allCases {
            guard let season = visit.expected[kind] else {
                residuals[kind.rawValue].repeatNewest()
                continue
            }
            if kind == .day, visit.expected.rebased != 0 {
                residuals[kind.rawValue].rebase(by: -visit.expected.rebased)
            }
            residuals[kind.rawValue].take(visit.value - season)
        }
    }

    private func measure(_ visit: inout Visit) {
        visit.spreads = (spread(.none, visit), spread(.hour, visit), spread(.day, visit))
        for kind in SeasonKind.allCases where visit.expected[kind] != nil {
            visit.deviations[kind.rawValue] = residuals[kind.rawValue].deviations(spread: visit[spread: kind])
        }
        if sparse.isActive { visit.deviations[0] = sparse.deviations(residuals[0].recent, zero: visit.zero) }
    }

    /// Never less than a part of the smallest step that was seen, and of rounding in a constant series.
    private func spread(_ kind: SeasonKind, _ visit: Visit) -> Float {
        let channel = residuals[kind.rawValue]
        let spread = profile.spread(channel.spread, longRun: channel.longRunSpread, at: visit.moment.envelope)
        return max(spread, 0.3 * smallestStep, 1e-6 * visit.size, 1e-30)
    }

    /// The season that errs least on a short and a long scale; a change needs an advantage of 6 %.
    private mutating func select(_ visit: Visit) {
        let before = selected
        defer { if selected != before { firstWeek.restart(at: days) } }
        if visit.expected[selected] == nil, episode == nil { selected = .none }
        if sparse.isActive, episode == nil { selected = .none }
        guard seen % 10 == 0, episode == nil, !sparse.isActive else { return }
        var best = (kind: SeasonKind.none, error: Float.infinity)
        for kind in SeasonKind.allCases where visit.expected[kind] != nil && isReady(kind) {
            let error = relativeError(kind) * (kind == selected ? 1 : 1.06)
            if error < best.error { best = (kind, error) }
        }
        selected = best.kind
    }

    private func relativeError(_ kind: SeasonKind) -> Float {
        let channel = residuals[kind.rawValue]
        return channel.error(Scales.compared.short) * channel.error(Scales.compared.long)
    }

    private func isReady(_ kind: SeasonKind) -> Bool {
        let channel = residuals[kind.rawValue]
        switch kind {
        case .none: return true
        case .hour: return channel.seen > max(40, Int(10_800 / step))
        case .day: return channel.seen > max(40, Int(0.3 * pointsPerDay))
        }
    }
}

extension AdaptiveCore.Visit {
    subscript(spread kind: SeasonKind) -> Float {
        switch kind {
        case .none: spreads.0
        case .hour: spreads.1
        case .day: spreads.2
        }
    }
}

extension AdaptiveCore {
    /// How far bands reach at least: what is usual at this time of day, and what may be new in the first week.
    func outerReach(about expected: Float, _ visit: Visit) -> (above: Float, below: Float) {
        let new = firstWeek.reach(about: expected, days: days, secondOfWeek: visit.moment.secondOfWeek)
        return (max(visit.excuse, new.above), max(visit.excuse, new.below))
    }

    var isFirstWeek: Bool { days < FirstWeek.days }

    /// How far a band reaches from the baseline.
    func reach(_ level: Float, scale: Int, _ kind: SeasonKind, _ visit: Visit) -> Float {
        sparse.isActive ? sparse.reach(level, scale: scale) : level * visit[spread: kind]
    }

    func baseline(_ channel: Residuals, scale: Int, _ visit: Visit) -> Float {
        sparse.isActive ? visit.zero : channel.baseline(scale)
    }

    func alertLevel(_ channel: Residuals, _ scale: Int, _ side: Side) -> Float {
        let level = channel.alertLevels[side][scale]
        return sparse.isActive ? max(level, sparse.leastAlert[scale]) : level
    }

    func noticeLevel(_ channel: Residuals, _ scale: Int, _ side: Side) -> Float {
        let level = channel.noticeLevels[side][scale]
        return sparse.isActive ? max(level, sparse.leastNotice[scale]) : level
    }
}
