/// The profiles of the hour, the day and the week.
///
/// The day and the week are written an hour late, so that trouble that is found within the hour is never in them.
struct Seasons: Sendable {
    private(set) var hour = [Float](repeating: 0, count: 60)
    private(set) var hourCount = [UInt8](repeating: 0, count: 60)
    private(set) var day: [Float]
    private(set) var dayCount: [UInt8]
    private(set) var week: [Float]
    private(set) var weekCount: [UInt8]
    private let clock: SeasonClock
    private let knowsHour: Bool
    private let knowsDay: Bool

    private var slot = SeasonClock.Moment()
    private var hasSlot = false
    private var sum: Float = 0
    private var count: Float = 0
    private(set) var pending: [Pending] = []
    private var usesWeek = true
    private var weekTrial = Trial()
    private var dayTrial = Trial()

    struct Pending: Sendable {
        var mean: Float
        var slot: Int
        var weekSlot: Int
    }

    /// How well a profile foretells, beside a mean over about ten points.
    private struct Trial: Sendable {
        var level: Float = 0
        var error: Float = 0
        var count = 0

        mutating func take(_ rest: Float, cap: Float) {
            if count == 0 { level = rest }
            count = min(count + 1, 2_000)
            let miss = rest - level
            error += (min(miss.magnitude, cap) - error) / Float(count)
            level += 0.1 * min(cap, max(-cap, miss))
        }
    }

    init(step: Double) {
        clock = SeasonClock(step: step)
        knowsHour = step <= 600
        knowsDay = clock.slotsPerDay >= 4
        day = [Float](repeating: 0, count: clock.slotsPerDay)
        dayCount = [UInt8](repeating: 0, count: clock.slotsPerDay)
        week = [Float](repeating: 0, count: 7 * clock.weekSlotsPerDay)
        weekCount = [UInt8](repeating: 0, count: 7 * clock.weekSlotsPerDay)
        pending.reserveCapacity(Self.late)
    }

    /// Slots that wait: an hour of five minutes.
    private static let late = 12

    /// What each kind of season expects; nil where it knows nothing.
    struct Expected: Sendable {
        var hour: Float?
        var day: Float?
        /// By how much the day's expectation moved because the week was taken up or dropped.
        var rebased: Float = 0

        subscript(kind: SeasonKind) -> Float? {
            switch kind {
            case .none: 0
            case .hour: hour
            case .day: day
            }
        }
    }

    func moment(_ time: Double) -> SeasonClock.Moment { clock.moment(time) }

    /// Enters the slot of a moment and says what is expected there.
    mutating func enter(_ moment: SeasonClock.Moment, isWeekKnown: Bool) -> Expected {
        if !hasSlot || moment.slotNumber != slot.slotNumber { closeSlot(before: moment) }
        var expected = Expected()
        if knowsHour, hourCount[moment.minute] >= 2 { expected.hour = hour[moment.minute] }
        guard knowsDay, dayCount[moment.slot] >= 1 else { return expected }
        let deviation = isWeekKnown && weekCount[moment.weekSlot] > 0 ? week[moment.weekSlot] : 0
        let usedWeek = usesWeek
        if isWeekKnown { chooseWeek() }
        if usedWeek != usesWeek { expected.rebased = usesWeek ? deviation : -deviation }
        expected.day = day[moment.slot] + (usesWeek ? deviation : 0)
        return expected
    }

    private mutating func chooseWeek() {
        guard weekTrial.count > 50 else { return }
        let factor: Float = usesWeek ? 1.03 : 0.97
        usesWeek = weekTrial.error <= factor * dayTrial.error
    }

    private mutating func closeSlot(before next: SeasonClock.Moment) {
        if pending.count == Self.late { write(pending.removeFirst()) }
        if hasSlot, count > 0 {
            pending.append(Pending(mean: sum / count, slot: slot.slot, weekSlot: slot.weekSlot))
        }
        (slot, hasSlot, sum, count) = (next, true, 0, 0)
    }

    private mutating func write(_ past: Pending) {
        let slot = past.slot
        if weekCount[past.weekSlot] < 250 { weekCount[past.weekSlot] += 1 }
        let difference = dayCount[slot] > 0 ? past.mean - day[slot] : 0
        let slots = Float(max(1, clock.slotsPerDay / clock.weekSlotsPerDay))
        let weekWeight = max(1 / Float(weekCount[past.weekSlot]), 1 / (3 * slots))
        week[past.weekSlot] += (difference - week[past.weekSlot]) * weekWeight
        if dayCount[slot] < 7 { dayCount[slot] += 1 }
        day[slot] += (past.mean - day[slot]) / Float(dayCount[slot])
    }

    /// Learns a value; `clipped` is it with its deviation bounded.
    mutating func learn(_ clipped: Float, at moment: SeasonClock.Moment) {
        sum += clipped
        count += 1
        guard knowsHour else { return }
        if hourCount[moment.minute] < 24 { hourCount[moment.minute] += 1 }
        hour[moment.minute] += (clipped - hour[moment.minute]) / Float(hourCount[moment.minute])
    }

    /// Compares the day alone with the day and the week.
    mutating func compare(_ value: Float, at moment: SeasonClock.Moment, spread: Float) {
        guard dayCount.isEmpty == false, dayCount[moment.slot] > 0, weekCount[moment.weekSlot] > 0 else { return }
        let rest = value - day[moment.slot]
        dayTrial.take(rest, cap: 6 * spread)
        weekTrial.take(rest - week[moment.weekSlot], cap: 6 * spread)
    }
}
