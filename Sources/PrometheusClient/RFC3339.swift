/// Times like `2026-11-21T08:26:53.123456789Z` or `…+01:00`, with any number of decimals.
enum RFC3339 {
    /// Seconds since 1970; nil if the text is not such a time.
    static func seconds(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 64, let date = date(bytes), let time = time(bytes) else { return nil }
        var position = 19
        guard let fraction = fraction(bytes, &position), let offset = offset(bytes[position...]) else { return nil }
        return Double(date * 86_400 + time - offset) + fraction
    }

    /// Days since 1970 in the Gregorian calendar, after Howard Hinnant's `days_from_civil`.
    private static func date(_ bytes: [UInt8]) -> Int? {
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7], in: 1...12),
            let day = number(bytes[8..<10], in: 1...31)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func time(_ bytes: [UInt8]) -> Int? {
        guard bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(bytes[11..<13], in: 0...23), let minute = number(bytes[14..<16], in: 0...59),
            let second = number(bytes[17..<19], in: 0...60)
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func fraction(_ bytes: [UInt8], _ position: inout Int) -> Double? {
        guard bytes[position] == UInt8(ascii: ".") else { return 0 }
        let digits = bytes[(position + 1)...].prefix { (0x30...0x39).contains($0) }
        position += 1 + digits.count
        return Double("0." + String(decoding: digits, as: UTF8.self))
    }

    /// Seconds east of UTC.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), bytes.count == 6 else { return nil }
        let start = bytes.startIndex
        guard bytes[start + 3] == UInt8(ascii: ":"), let hours = number(bytes[(start + 1)..<(start + 3)], in: 0...23),
            let minutes = number(bytes[(start + 4)..<(start + 6)], in: 0...59)
        else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>, in range: ClosedRange<Int> = 0...9999) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self)).flatMap { range.contains($0) ? $0 : nil }
    }
}
