/// 16 bytes, as 32 hexadecimal digits.
struct TraceID: Sendable, Hashable {
    var text: String

    /// Of a Remediation's trace: the digits of its uid, so that who has the one has the other.
    ///
    /// A uid that is no UUID, which no API server gives, is spread over the digits.
    init(uid: String) {
        let digits = uid.lowercased().filter { $0.isHexDigit }
        text = digits.count == 32 ? digits : Self.spread(uid)
    }

    /// Of what belongs to no Remediation.
    init() { text = SpanID().text + SpanID().text }

    /// FNV-1a, twice.
    private static func spread(_ text: String) -> String {
        func hash(_ basis: UInt64) -> UInt64 { text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
        return SpanID(hash(0xCBF2_9CE4_8422_2325)).text + SpanID(hash(0x8422_2325_CBF2_9CE4)).text
    }
}

/// 8 bytes, as 16 hexadecimal digits; never all zero.
struct SpanID: Sendable, Hashable {
    var text: String

    init() { self.init(.random(in: 1 ... .max)) }

    init(_ number: UInt64) {
        let digits = String(max(number, 1), radix: 16)
        text = String(repeating: "0", count: 16 - digits.count) + digits
    }
}
