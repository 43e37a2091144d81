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
