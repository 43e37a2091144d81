/// Where a moment lies in the hour, the day and the week (all UTC).
struct SeasonClock: Sendable {
    /// Slots of a day: five minutes, or the step where it is longer.
    let slotsPerDay: Int
    /// Slots of a day in the weekly profile: 45 minutes, or the step where it is longer.
    let weekSlotsPerDay: Int
    /// Slots of fifteen minutes, for spreads and habits.
    static let envelopeSlots = 96

    struct Moment: Sendable {
        var minute = 0
        var slot = 0
        /// Slots since 1970, to see that a new one has begun.
        var slotNumber = 0
        var weekSlot = 0
        var envelope = 0
        /// Seconds since Monday 00:00.
        var secondOfWeek = 0.0
    }

    init(step: Double) {
        let perDay = (86_400 / max(step, 1)).rounded()
        slotsPerDay = Int(min(288, max(1, perDay)))
        weekSlotsPerDay = Int(min(32, max(1, perDay)))
    }

    @inline(__always)
    func moment(_ time: Double) -> Moment {
        let days = time / 86_400
        let day = days.rounded(.down)
        let part = days - day
        let weeks = (day + 3) / 7  // 1970 began on a Thursday
        let weekday = min(6, max(0, Int(((weeks - weeks.rounded(.down)) * 7).rounded())))
        let hours = time / 3_600
        var moment = Moment()
        moment.minute = Self.index(hours - hours.rounded(.down), 60)
        moment.slot = Self.index(part, slotsPerDay)
        moment.slotNumber = Int(day) * slotsPerDay + moment.slot
        moment.weekSlot = weekday * weekSlotsPerDay + Self.index(part, weekSlotsPerDay)
        moment.envelope = Self.index(part, Self.envelopeSlots)
        moment.secondOfWeek = (Double(weekday) + part) * 86_400
        return moment
    }

    @inline(__always)
    private static func index(_ part: Double, _ count: Int) -> Int {
        min(count - 1, max(0, Int(part * Double(count))))
    }
}
