/// Levels by time of day and by hour of the week, in 4 KiB.
struct SeasonalProfile: Sendable {
    private var daily = [Double](repeating: .nan, count: 288)
    private var weekly = [Double](repeating: 0, count: 168)
    private var level = Double.nan

    func expected(at time: Double) -> Double {
        let day = daily[Self.daySlot(time)]
        return day.isNaN ? (level.isNaN ? 0 : level) : day + weekly[Self.weekSlot(time)]
    }

    mutating func learn(_ point: Point) {
        let slot = Self.daySlot(point.time)
        level = level.isNaN ? point.value : level + (point.value - level) / 48
        if daily[slot].isNaN {
            daily[slot] = point.value
            return
        }
        let hour = Self.weekSlot(point.time)
        let residual = point.value - daily[slot] - weekly[hour]
        daily[slot] += 0.25 * residual
        weekly[hour] += 0.05 * residual
    }

    private static func daySlot(_ time: Double) -> Int {
        slot(time, period: 86_400, count: 288)
    }

    private static func weekSlot(_ time: Double) -> Int {
        slot(time, period: 604_800, count: 168)
    }

    private static func slot(_ time: Double, period: Double, count: Int) -> Int {
        let phase = time / period
        return min(count - 1, max(0, Int((phase - phase.rounded(.down)) * Double(count))))
    }
}
