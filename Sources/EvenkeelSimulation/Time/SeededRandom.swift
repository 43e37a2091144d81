#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Chance that follows from a seed alone (SplitMix64), the same on every machine.
///
/// Each part of a world has its own dice, so that a change of one part does not change what befalls the others.
struct SeededRandom: Sendable {
    private var state: UInt64

    init(seed: UInt64, _ part: String) {
        state = Self.mix(seed &* 0xD134_2543_DE82_EF95 ^ Self.hash(part))
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// FNV-1a.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// From 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) / 0x1p53 }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// A wait for something that happens at any moment alike.
    mutating func wait(mean: Double) -> Double { -log(1 - unit()) * mean }

    /// One of several, as likely as their weights; the first where there is no weight at all.
    mutating func pick<Choice>(_ choices: [(Choice, Double)]) -> Choice? {
        var rest = unit() * choices.reduce(0) { $0 + $1.1 }
        for (choice, weight) in choices {
            if rest < weight { return choice }
            rest -= weight
        }
        return choices.first?.0
    }

    mutating func one<Choice>(of choices: [Choice]) -> Choice? {
        choices.isEmpty ? nil : choices[whole(0...choices.count - 1)]
    }
}
