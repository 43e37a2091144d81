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
