extension AdaptiveCore {
    mutating func learn(_ visit: Visit, _ finding: AdaptiveFinding) {
        countDownFormer()
        let isAlerted = episode?.isAlerted ?? false
        let spread = visit[spread: finding.season]
        let clipped = clip(visit.value, about: finding.expected, reach: 8 * spread)
        if !isAlerted {
            seasons.learn(clipped, at: visit.moment)
            seasons.compare(visit.value, at: visit.moment, spread: spread)
        }
        if run > 1, !(isAlerted && episode?.age ?? 0 <= 10) { firstWeek.see(visit.value, after: previous) }
        if isFirstWeek, !isAlerted, seen > 20 { seeFirstWeek(visit, finding) }
        for kind in SeasonKind.allCases { learn(kind, visit, isAlerted: isAlerted) }
    }

    private mutating func seeFirstWeek(_ visit: Visit, _ finding: AdaptiveFinding) {
        let pair = visit.deviations[finding.season.rawValue]
        let spread = visit[spread: finding.season]
        firstWeek.see(above: pair.above[1] * spread, below: pair.below[1] * spread)
    }

    private mutating func countDownFormer() {
        guard var level = former else { return }
        level.pointsLeft -= 1
        former = level.pointsLeft > 0 ? level : nil
    }

    private func clip(_ value: Float, about expected: Float, reach: Float) -> Float {
        guard seen > 60, days > 1, episode == nil, expected.isFinite else { return value }
        return min(expected + reach, max(expected - reach, value))
    }

    private mutating func learn(_ kind: SeasonKind, _ visit: Visit, isAlerted: Bool) {
        let index = kind.rawValue
        let isOpen = episode != nil
        if isOpen || visit.expected[kind] == nil { residuals[index].freeze() }
        guard visit.expected[kind] != nil else { return }
        if isOpen, visit.excuse > 0 || isFirstWeek || (isAlerted && !rate.isTooHigh) { return }
        let spread = visit[spread: kind]
        let lesson = Residuals.Lesson(
            spread: spread, run: run, pointsPerDay: pointsPerDay,
            tailFloor: sparse.isActive ? 0.25 : 0.5 * smallestStep / spread,
            alertPeriod: alertPeriod * tests, noticePeriod: noticePeriod * tails, onlyTails: isOpen,
            isSparse: sparse.isActive && kind == .none)
        residuals[index].learn(visit.deviations[index], lesson)
        guard !isOpen, kind == selected, residuals[index].seen > 30 else { return }
        profile.learn(
            residuals[index].lastDeviation, longRun: residuals[index].longRunSpread, at: visit.moment.envelope)
    }
}
