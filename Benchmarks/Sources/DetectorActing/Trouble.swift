import TimeSeries

/// What goes wrong once a day in the second half of a series that was healthy.
enum Trouble: String, CaseIterable {
    case shift3 = "shift of 3 spreads", shift5 = "of 5", shift10 = "of 10", ramp10 = "ramp to 10"

    /// In robust spreads of the healthy series.
    private var height: Double {
        switch self {
        case .shift3: 3
        case .shift5: 5
        case .shift10, .ramp10: 10
        }
    }

    /// Minutes.
    private var length: Int { self == .ramp10 ? 60 : 20 }

    /// Adds the trouble, and returns where it stands.
    func add(to series: inout [Sample], days: Int, seed: UInt64) -> [Range<Int>] {
        var random = SplitMix(seed: seed &* 7919 &+ UInt64(rawValue.count))
        let spread = Self.spread(of: series)
        return (days / 2..<days).map { day in
            let begin = day * 1440 + 60 + Int(random.uniform() * 1259)
            for index in begin..<begin + length {
                let part = self == .ramp10 ? Double(index - begin + 1) / Double(length) : 1
                series[index].value += height * spread * part
            }
            return begin..<begin + length
        }
    }

    /// The median difference of neighbours of white noise is 0.954 standard deviations.
    private static func spread(of series: [Sample]) -> Double {
        let differences = zip(series, series.dropFirst()).map { abs($1.value - $0.value) }.sorted()
        return max(differences[differences.count / 2] / 0.954, .leastNormalMagnitude)
    }
}
