extension AdaptiveCore {
    /// An episode goes on, or ends.
    mutating func follow(_ visit: Visit, _ finding: inout AdaptiveFinding) {
        guard var running = episode else { return }
        let season = visit.expected[running.season] ?? 0
        let expected = season + running.baseline
        let deviation = visit.value - expected
        running.age += 1
        finding.expected = expected
        finding.season = running.season
        finding.scale = running.scale
        let outer = outerReach(about: expected, visit)
        let wide = band(about: expected, reach: running.reach, outer: outer)
        finding.alertBand = wide
        if running.isOutside(deviation) {
            running.back = 0
            if running.age <= 30 { habit.see(deviation.magnitude) }
            let isBeyond = running.side == .above ? visit.value > wide.upper : visit.value < wide.lower
            running.beyond = isBeyond ? running.beyond + 1 : 0
            if isBeyond, isFitToAct(running, wide, expected) { alert(&running, &finding) }
        } else {
            running.back += 1
        }
        weigh(running, deviation, wide, expected, &finding)
        finish(running, visit, &finding)
    }

    /// Where the band is wider than the one that opened the episode, the point before must be outside of it, too.
    private func isFitToAct(_ running: Episode, _ wide: CoreBand, _ expected: Float) -> Bool {
        let reach = running.side == .above ? wide.upper - expected : expected - wide.lower
        return running.isAlerted || reach <= running.ownReach * 1.001 || running.beyond >= min(2, standing)
    }

    private mutating func alert(_ running: inout Episode, _ finding: inout AdaptiveFinding) {
        finding.isAlert = true
        if !running.isAlerted { rate.count() }
        running.isAlerted = true
    }

    private func weigh(
        _ running: Episode, _ deviation: Float, _ wide: CoreBand, _ expected: Float, _ finding: inout AdaptiveFinding
    ) {
        let reach = running.side == .above ? wide.upper - expected : expected - wide.lower
        let wide = max(1, reach / running.ownReach)
        let size =
            sparse.isActive
            ? sparse.deviation(deviation / wide, scale: running.scale)
            : running.side.sign * deviation / running.spread / wide
        finding.period =
            residuals[running.season.rawValue].period(of: size, scale: running.scale, side: running.side) / tests
    }

    private mutating func finish(_ running: Episode, _ visit: Visit, _ finding: inout AdaptiveFinding) {
        switch running.end(step: step) {
        case nil:
            episode = running
        case .recovered:
            finding.hasRecovered = running.isAlerted
            forgetTrouble(running)
            episode = nil
        case .accepted:
            let points = running.isAlerted ? pointsPerDay : pointsPerDay / 24
            former = FormerLevel(baseline: running.baseline, pointsLeft: Int(points))
            for index in residuals.indices {
                let isNew = residuals[index].accept(newest: 20)
                if isNew, index == selected.rawValue { profile.forget() }
            }
            leaveSparse()
            episode = nil
        }
    }

    private mutating func leaveSparse() {
        guard sparse.isActive else { return }
        sparse.leave()
        residuals[SeasonKind.none.rawValue].restartTails()
    }

    private mutating func forgetTrouble(_ running: Episode) {
        let end = running.age + Scales.lengths[running.scale]
        for kind in SeasonKind.allCases {
            let channel = residuals[kind.rawValue]
            let baseline =
                kind == running.season ? running.baseline : channel.levels[channel.chosenLevel(Scales.compared.long)]
            residuals[kind.rawValue].forget(from: Episode.pointsBack, to: end, baseline: baseline)
        }
    }
}
