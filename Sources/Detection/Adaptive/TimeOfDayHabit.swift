/// The largest deviations on earlier days around the same time: what happens every night is no news.
struct TimeOfDayHabit: Sendable {
    private(set) var sizes = [Float](repeating: 0, count: SeasonClock.envelopeSlots)
    private(set) var counts = [UInt8](repeating: 0, count: SeasonClock.envelopeSlots)
    private var slot = -1
    private var current: Float = 0

    /// A deviation so large is excused at this time of day; zero where none is. It must have happened on two days.
    mutating func enter(_ now: Int) -> Float {
        if now != slot { close(next: now) }
        var largest: Float = 0
        for neighbour in -1...1 {
            let place = (now + neighbour + sizes.count) % sizes.count
            if counts[place] >= 3 { largest = max(largest, 1.2 * sizes[place]) }
        }
        return largest
    }

    private mutating func close(next: Int) {
        if slot >= 0 { remember() }
        (slot, current) = (next, 0)
    }

    /// A day with a deviation counts two, a day without takes one away.
    private mutating func remember() {
        if current > 0 {
            counts[slot] = min(7, counts[slot] + 2)
            sizes[slot] = max(0.96 * sizes[slot], current)
        } else if counts[slot] > 0 {
            counts[slot] -= 1
        }
    }

    mutating func see(_ size: Float) { current = max(current, size) }
}
