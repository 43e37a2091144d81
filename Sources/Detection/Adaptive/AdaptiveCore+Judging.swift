extension AdaptiveCore {
    /// No episode: is there news?
    mutating func look(_ visit: Visit, _ finding: inout AdaptiveFinding) {
        let kind = visit.expected[selected] == nil ? SeasonKind.none : selected
        let channel = residuals[kind.rawValue]
        let season = visit.expected[kind] ?? 0
        finding.season = kind
        finding.expected = sparse.isActive ? visit.zero : season + channel.expected
        guard isWarm else { return }
        let outer = outerReach(about: finding.expected, visit)
        finding.alertBand = band(
            about: finding.expected, reach: bandReach(channel, kind, visit, alertLevel),
            outer: outer)
        guard let trigger = search(channel, visit, kind, outer, &finding) else { return }
        if returns(to: trigger, season: season, visit) { return }
        episode = trigger
    }

    func band(
        about expected: Float, reach: (above: Float, below: Float), outer: (above: Float, below: Float) = (0, 0)
    ) -> CoreBand {
        CoreBand(lower: expected - max(reach.below, outer.below), upper: expected + max(reach.above, outer.above))
    }

    private func search(
        _ channel: Residuals, _ visit: Visit, _ kind: SeasonKind, _ outer: (above: Float, below: Float),
        _ finding: inout AdaptiveFinding
    ) -> Episode? {
        var best: (excess: Float, scale: Int, side: Side)?
        for scale in 0..<Scales.count where run >= Scales.lengths[scale] && Scales.lengths[scale] >= standing {
            for side in sides {
                let level = alertLevel(channel, scale, side)
                guard level < .infinity else { continue }
                let deviation = visit.deviations[kind.rawValue][side][scale]
                let reach = reach(level, scale: scale, kind, visit)
                weigh(deviation, scale, side, channel, outer, reach, &finding)
                guard deviation > level, stands(channel, scale, side, reach: reach, kind, visit) else { continue }
                let excess = deviation / level
                if excess > best?.excess ?? 0 { best = (excess, scale, side) }
            }
        }
        return best.map { opened($0.scale, $0.side, kind, channel, visit, alertLevel) }
    }

    /// The evidence of one scale and side. Where the band is wider than its own tail asks for, it takes more to say so.
    private func weigh(
        _ deviation: Float, _ scale: Int, _ side: Side, _ channel: Residuals, _ outer: (above: Float, below: Float),
        _ reach: Float, _ finding: inout AdaptiveFinding
    ) {
        guard deviation > 0 else { return }
        let wide = max(1, (side == .above ? outer.above : outer.below) / reach)
        let period = channel.period(of: deviation / wide, scale: scale, side: side) / tests
        if period > finding.period { (finding.period, finding.scale) = (period, scale) }
    }

    /// The value itself, and on longer scales the one before, must be outside of the band that will be shown; and the
    /// series must not just be on its way back to its slow baseline.
    private func stands(
        _ channel: Residuals, _ scale: Int, _ side: Side, reach: Float, _ kind: SeasonKind, _ visit: Visit
    ) -> Bool {
        let base = baseline(channel, scale: scale, visit)
        guard side.sign * (channel.recent[0] - base) > reach else { return false }
        if sparse.isActive { return true }
        guard Scales.lengths[scale] == 1 || side.sign * (channel.recent[1] - base) > reach else { return false }
        return !isReturning(channel, scale, kind, visit)
    }

    func isReturning(_ channel: Residuals, _ scale: Int, _ kind: SeasonKind, _ visit: Visit) -> Bool {
        if sparse.isActive || channel.chosenLevel(scale) == Residuals.slowest { return false }
        return (channel.recent[0] - channel.levels[Residuals.slowest]).magnitude < 1.5 * visit[spread: kind]
    }

    typealias Level = (Residuals, Int, Side) -> Float

    func bandReach(
        _ channel: Residuals, _ kind: SeasonKind, _ visit: Visit, _ level: Level
    ) -> (above: Float, below: Float) {
        (
            reach(level(channel, 0, .above), scale: 0, kind, visit),
            sparse.isActive ? 0 : reach(level(channel, 0, .below), scale: 0, kind, visit)
        )
    }

    func opened(
        _ scale: Int, _ side: Side, _ kind: SeasonKind, _ channel: Residuals, _ visit: Visit, _ level: Level
    ) -> Episode {
        var reaches = bandReach(channel, kind, visit, level)
        let own = reach(level(channel, scale, side), scale: scale, kind, visit)
        if side == .above { reaches.above = own } else { reaches.below = own }
        return Episode(
            side: side, scale: scale, season: kind, baseline: baseline(channel, scale: scale, visit),
            spread: visit[spread: kind], reach: reaches)
    }

    /// Back at the level before the last accepted step?
    private mutating func returns(to trigger: Episode, season: Float, _ visit: Visit) -> Bool {
        guard let former, !sparse.isActive else { return false }
        let rest = visit.value - season
        let distance = (rest - former.baseline).magnitude
        guard distance < 1.5 * trigger.ownReach, distance < 0.35 * (rest - trigger.baseline).magnitude else {
            return false
        }
        let difference = former.baseline - trigger.baseline
        for index in residuals.indices { residuals[index].shift(by: difference) }
        self.former = nil
        return true
    }
}
