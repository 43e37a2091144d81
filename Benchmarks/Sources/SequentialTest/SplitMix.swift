/// SplitMix64 (Steele, Lea and Flood 2014), with a seed so that a table can be repeated.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func binomial(_ count: Int, _ rate: Double) -> Int {
        let limit = UInt64(rate * 0x1p53)
        var hits = 0
        for _ in 0..<count where next() >> 11 < limit { hits += 1 }
        return hits
    }
}
