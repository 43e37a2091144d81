extension Timestamp {
    /// The form in which the API server writes times, `2026-11-20T03:04:05Z`, with one to six digits of a fraction or none;
    /// `nil` for every other one, and for the last days of months, which are left to a formatter.
    init?(plain text: String) {
        var text = text
        let read: Int64? = text.withUTF8 { bytes in
            guard bytes.count >= 20, bytes.count <= 27, bytes[bytes.count - 1] == UInt8(ascii: "Z") else { return nil }
            func number(_ range: Range<Int>) -> Int64? {
                var value: Int64 = 0
                for byte in bytes[range] {
                    guard byte >= 48, byte <= 57 else { return nil }
                    value = value * 10 + Int64(byte - 48)
                }
                return value
            }
            guard bytes[4] == 45, bytes[7] == 45, bytes[10] == 84, bytes[13] == 58, bytes[16] == 58,
                let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
                let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
                year >= 1970, (1...12).contains(month), (1...28).contains(day), hour < 24, minute < 60, second < 60
            else { return nil }
            let days = CivilDate.days(year: year, month: month, day: day)
            var microseconds = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000
            if bytes.count > 20 {
                guard bytes.count > 21, bytes[19] == 46, var fraction = number(20..<bytes.count - 1) else { return nil }
                for _ in bytes.count - 21..<6 { fraction *= 10 }
                microseconds += fraction
            }
            return microseconds
        }
        guard let read else { return nil }
        self.init(microsecondsSince1970: read)
    }
}
