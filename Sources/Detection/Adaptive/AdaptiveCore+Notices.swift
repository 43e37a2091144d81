extension AdaptiveCore {
    /// What a person wants to see: any single point outside of the narrower band, with its own frozen baseline; and the
    /// first points of an alert. What goes on is no news.
    mutating func notice(_ visit: Visit, _ finding: inout AdaptiveFinding) {
        guard isWarm else { return }
        if let running = noticed { followNotice(running, visit, &finding) } else { lookForNotice(visit, &finding) }
        finding.noticeBand = finding.noticeBand.intersection(finding.alertBand)
        if finding.isAlert, episode?.age ?? 0 <= Episode.newsPoints { finding.isNotice = true }
    }

    private mutating func lookForNotice(_ visit: Visit, _ finding: inout AdaptiveFinding) {
        let kind = finding.season
        let channel = residuals[kind.rawValue]
        let expected = sparse.isActive ? visit.zero : (visit.expected[kind] ?? 0) + channel.expected
        let reaches = bandReach(channel, kind, visit, noticeLevel)
        finding.noticeBand = band(about: expected, reach: reaches)
        guard episode == nil, let found = searchNotice(channel, visit, kind) else { return }
        followNotice(found, visit, &finding)
    }

    private func searchNotice(_ channel: Residuals, _ visit: Visit, _ kind: SeasonKind) -> Episode? {
        guard !isReturning(channel, 0, kind, visit) else { return nil }
        let deviations = visit.deviations[kind.rawValue]
        let side = sides.first { deviations[$0][0] > noticeLevel(channel, 0, $0) }
        return side.map { opened(0, $0, kind, channel, visit, noticeLevel) }
    }

    private mutating func followNotice(_ opened: Episode, _ visit: Visit, _ finding: inout AdaptiveFinding) {
        var running = opened
        let expected = (visit.expected[running.season] ?? 0) + running.baseline
        let deviation = visit.value - expected
        running.age += 1
        finding.noticeBand = band(about: expected, reach: running.reach)
        if running.isOutside(deviation) {
            running.back = 0
            finding.isNotice = deviation.magnitude > visit.excuse
        } else {
            running.back += 1
        }
        noticed = running.isNoticeOver ? nil : running
    }
}
