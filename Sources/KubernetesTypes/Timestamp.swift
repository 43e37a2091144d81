public import FoundationEssentials
import JSONValue

/// A point in time as Kubernetes writes it (RFC 3339, UTC), with microseconds, which `MicroTime` needs.
public struct Timestamp: Sendable, Hashable, Comparable {
    public var microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    /// The years 1 to 9999, in seconds since 1970: what Kubernetes can write.
    private static let bounds = -62_135_596_800.0...253_402_300_799.0

    /// - Parameter seconds: since 1970. Values beyond the years 1 to 9999 and non-finite ones are clamped.
    public init(secondsSince1970 seconds: Double) {
        let clamped = seconds.isFinite ? min(max(seconds, Self.bounds.lowerBound), Self.bounds.upperBound) : 0
        microsecondsSince1970 = Int64((clamped * 1_000_000).rounded())
    }

    public init(_ date: Date) { self.init(secondsSince1970: date.timeIntervalSince1970) }

    public var secondsSince1970: Double { Double(microsecondsSince1970) / 1_000_000 }
    public var date: Date { Date(timeIntervalSince1970: secondsSince1970) }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }

    /// Adds seconds. What would lie beyond the years 1 to 9999 is clamped, and what is no number adds nothing.
    public static func + (left: Timestamp, seconds: Double) -> Timestamp {
        let added = seconds.isNaN ? 0 : (seconds * 1_000_000).rounded()
        if let exact = Int64(exactly: added) {
            let (sum, isTooMuch) = left.microsecondsSince1970.addingReportingOverflow(exact)
            if !isTooMuch { return Timestamp(microsecondsSince1970: sum) }
        }
        return Timestamp(secondsSince1970: added < 0 ? bounds.lowerBound : bounds.upperBound)
    }

    public static func - (left: Timestamp, seconds: Double) -> Timestamp { left + -seconds }

    /// The seconds from `right` to `left`.
    public static func - (left: Timestamp, right: Timestamp) -> Double {
        let (difference, isTooMuch) = left.microsecondsSince1970.subtractingReportingOverflow(
            right.microsecondsSince1970)
        return isTooMuch ? left.secondsSince1970 - right.secondsSince1970 : Double(difference) / 1_000_000
    }
}

extension Timestamp: CustomStringConvertible {
    /// Parses RFC 3339 with or without a fraction and with any offset; `nil` where it is not that.
    public init?(_ text: String) {
        if let plain = Timestamp(plain: text) {
            self = plain
            return
        }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard let date = try? style.parse(text) else { return nil }
        self.init(date)
    }

    /// Whole seconds, as `metav1.Time` is written: `2026-11-20T03:04:00Z`.
    public var description: String {
        let seconds = microsecondsSince1970.floorDivided(by: 1_000_000)
        let days = seconds.floorDivided(by: 86_400)
        let (year, month, day) = CivilDate.date(days: days)
        guard (1970...9999).contains(year) else {
            return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        }
        let second = seconds - days * 86_400
        return "\(year)-\(Self.two(month))-\(Self.two(day))T\(Self.two(second / 3600)):"
            + "\(Self.two(second / 60 % 60)):\(Self.two(second % 60))Z"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// With six digits of fraction, as `metav1.MicroTime` is written: `2026-11-20T03:04:00.000000Z`.
    public var microTime: String {
        let seconds = microsecondsSince1970.floorDivided(by: 1_000_000)
        let fraction = String(microsecondsSince1970 - seconds * 1_000_000)
        return description.dropLast() + "." + String(repeating: "0", count: 6 - fraction.count) + fraction + "Z"
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        if decoder.isExact {
            let microseconds = try decoder.singleValueContainer().decode(Int64.self)
            guard Self.bounds.contains(Double(microseconds) / 1_000_000) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "not a time of the years 1 to 9999"))
            }
            microsecondsSince1970 = microseconds
            return
        }
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\"\(text)\" is not a time such as 2026-11-20T03:04:00Z"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isExact { return try container.encode(microsecondsSince1970) }
        try container.encode(description)
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

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

/// Dates of the Gregorian calendar by arithmetic: every evaluation reads dozens of times, and a formatter is slow.
public enum CivilDate {
    /// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"). Months and days count from 1.
    public static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `days`.
    public static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}
