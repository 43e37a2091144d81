/// When an anomaly becomes an alert: once for an episode, and not again within the cool-down.
///
/// Numbers on public sets say that the policy matters more than the statistics: see the documentation of detection.
struct AlertPolicy: Sendable {
    /// Points between two alerts.
    let cooldown: Int
    private var sinceAlert = Int.max
    private var wasAnomalous = false

    init(cooldown: Int) {
        self.cooldown = cooldown
    }

    @inline(__always)
    mutating func alerts(isAnomalous: Bool) -> Bool {
        if sinceAlert < Int.max { sinceAlert += 1 }
        defer { wasAnomalous = isAnomalous }
        guard isAnomalous, !wasAnomalous, sinceAlert > cooldown else { return false }
        sinceAlert = 0
        return true
    }
}
