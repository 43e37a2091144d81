package import JSONValue

/// Values and pieces of text that readers stumble over.
package enum Nasty {
    package static let numbers = [
        "0", "-0", "-1", "00", "1e999", "-1e999", "1e-999", "1e308", "5e-324", "0x7fffffffffffffff", "2147483648",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551616", "99999999999999999999999999999999", "0.1", "1.", ".5", "1_000", "+1", "1e+", "NaN",
        "-Inf", "Infinity", "1e17", "4294967296", "100000",
    ]

    package static let texts =
        numbers + [
            "", "\u{FEFF}", "\r\n", "\r", "\n", "\0", "\t", "\u{2028}", "\u{85}", "e\u{301}",
            "\u{1F469}\u{200D}\u{1F680}",
            "\\ud800", "\\udc00\\ud800", "\\u0000", "\\", "\"", "'", "{", "}", "[", "]", ",", ":", "null", "true", "~",
            "99999-12-31T23:59:60Z", "0000-00-00T00:00:00Z", "-292277022657-01-27T08:29:52Z",
            "2026-02-30T25:61:61+99:99",
            "9999-12-31T23:59:59.999999999Z", "%", "100%", "-1%", "99999999999999999999%", "1000000h", "0s", "1ns",
            "9223372036854775807%", "../../etc/passwd", "__proto__", String(repeating: "a", count: 5000),
            String(repeating: "\u{301}", count: 300), String(repeating: "9", count: 400),
        ]

    /// No valid UTF-8, and other encodings.
    package static let bytes: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFE, 0xFF], [0xFF, 0xFE],
        [0xEF, 0xBB, 0xBF], [0x00], [0x1B], [0x7F], [0x80],
    ]

    package static let values: [JSON] =
        [
            .null, true, false, [], [:], 0, 1, -1, 2, 7, .integer(.max), .integer(.min), 2_147_483_647, 2_147_483_648,
            .integer(1 << 53), 1e308, -1e308, .number(.leastNonzeroMagnitude), 0.5, 1e18, 9.3e18, 1e15, "", "0", "a",
            [[[]]], ["a", "a"],
            [.null], ["a": .null], ["": [:]],
        ] + texts.map(JSON.string)
}

extension JSON {
    /// Exchanges, removes, doubles or moves one value.
    mutating func changeSomewhere(_ random: inout SplitMix, donor: JSON) {
        switch self {
        case .object(var members) where !members.isEmpty && !random.oneIn(6):
            // In a fixed order: the dictionary's own differs from process to process.
            let key = members.keys.sorted()[random.below(members.count)]
            switch random.below(12) {
            case 0: members[key] = nil
            case 1: members[Nasty.texts[random.below(Nasty.texts.count)]] = members[key]
            default: members[key]?.changeSomewhere(&random, donor: donor[key] ?? donor)
            }
            self = .object(members)
        case .array(var elements) where !elements.isEmpty && !random.oneIn(6):
            let index = random.below(elements.count)
            switch random.below(10) {
            case 0: elements.remove(at: index)
            case 1: elements += repeatElement(elements[index], count: random.oneIn(8) ? 300 : 1)
            default: elements[index].changeSomewhere(&random, donor: donor[index] ?? donor)
            }
            self = .array(elements)
        default: self = changed(&random, donor: donor)
        }
    }

    private func changed(_ random: inout SplitMix, donor: JSON) -> JSON {
        if case .string(let text) = self, random.oneIn(3) {
            var bytes = Array(text.utf8)
            let piece = Nasty.texts[random.below(Nasty.texts.count)]
            bytes.insert(contentsOf: piece.utf8, at: random.below(bytes.count + 1))
            return .string(String(decoding: bytes, as: UTF8.self))
        }
        if case .integer(let value) = self, random.oneIn(3) { return .integer(value &+ (Int64(random.below(9)) - 4)) }
        if random.oneIn(8) { return donor }
        return Nasty.values[random.below(Nasty.values.count)]
    }
}
