#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Random-looking numbers that follow from a seed alone: the noise of a model without randomness.
struct SeededDraws: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64, _ subject: UInt64, _ moment: Int64) {
        state = StableHash.mix(seed ^ StableHash.mix(subject ^ StableHash.mix(UInt64(bitPattern: moment))))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.mix(state)
    }

    /// Above 0 and below 1.
    mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) / 0x1p52 }

    /// Box and Muller's method.
    private mutating func normal() -> Double { sqrt(-2 * log(uniform())) * cos(2 * .pi * uniform()) }

    /// A count of independent events with this mean; normal from 50 on, where the two can hardly be told apart.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean > 50 { return max(0, Int((mean + sqrt(mean) * normal()).rounded())) }
        let limit = exp(-mean)
        var product = uniform()
        var count = 0
        while product > limit, count < 1000 {
            product *= uniform()
            count += 1
        }
        return count
    }

    /// How many of `count` come out with this probability.
    mutating func binomial(_ count: Int, _ probability: Double) -> Int {
        if count <= 0 || probability <= 0 { return 0 }
        if probability >= 1 { return count }
        if probability > 0.5 { return count - binomial(count, 1 - probability) }
        if count <= 40 { return (0..<count).reduce(0) { sum, _ in sum + (uniform() < probability ? 1 : 0) } }
        let mean = Double(count) * probability
        if mean < 20 { return min(count, poisson(mean)) }
        let drawn = mean + sqrt(mean * (1 - probability)) * normal()
        return min(count, max(0, Int(drawn.rounded())))
    }

    /// Wanders between -1 and 1, a new direction every `period` seconds.
    static func drift(_ seed: UInt64, _ subject: UInt64, second: Int64, period: Int64) -> Double {
        let knot = second / period
        func value(_ knot: Int64) -> Double {
            var draws = SeededDraws(seed, subject, knot)
            return 2 * draws.uniform() - 1
        }
        let share = Double(second - knot * period) / Double(period)
        return value(knot) * (1 - share) + value(knot + 1) * share
    }
}

/// FNV-1a and SplitMix64: the same in every process and on every machine, unlike `Hasher`.
enum StableHash {
    static func fnv32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }

    static func fnv64(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
