@testable import Detection

extension AdaptiveCore {
    /// Bytes of state, arrays included with their headers of 32 bytes.
    var stateBytes: Int {
        MemoryLayout<AdaptiveCore>.size + 32 + residuals.reduce(0) { $0 + $1.stateBytes } + seasons.stateBytes
            + profile.stateBytes + habit.stateBytes
    }
}

private func bytes<Element>(_ array: [Element]) -> Int { 32 + array.count * MemoryLayout<Element>.stride }

extension Residuals {
    var stateBytes: Int {
        MemoryLayout<Residuals>.stride + bytes(errors) + bytes(tails) + recent.stateBytes
            + history.stateBytes
    }
}

extension RecentValues {
    var stateBytes: Int { bytes(ring) }
}

extension LevelHistory {
    var stateBytes: Int { bytes(ring) }
}

extension Seasons {
    var stateBytes: Int {
        bytes(hour) + bytes(hourCount) + bytes(day) + bytes(dayCount) + bytes(week) + bytes(weekCount) + bytes(pending)
    }
}

extension SpreadProfile {
    var stateBytes: Int { bytes(factors) + bytes(counts) }
}

extension TimeOfDayHabit {
    var stateBytes: Int { bytes(sizes) + bytes(counts) }
}
