/// Unique ids and name suffixes from a seed and a counter, so that a run can be repeated exactly.
struct DeterministicIdentity: Sendable {
    private let seed: UInt64
    private var counter: UInt64 = 0

    init(seed: UInt64) { self.seed = seed }

    /// A UUID of version 4 in form; unique within one store.
    mutating func uid() -> String {
        let high = next()
        let low = next()
        let digits = Array(
            Self.hexadecimal(high & ~0xF000 | 0x4000) + Self.hexadecimal(low & ~(0b11 << 62) | 0b10 << 62))
        let parts = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
        return parts.map { String($0) }.joined(separator: "-")
    }

    /// Five letters that spell no words, as the API server appends them to `generateName`.
    mutating func nameSuffix() -> String {
        let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
        var value = next()
        return String(
            (0..<5).map { _ in
                defer { value /= UInt64(alphabet.count) }
                return alphabet[Int(value % UInt64(alphabet.count))]
            })
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        counter &+= 1
        var value = seed &+ counter &* 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
