import JSONValue

/// A length of time, written as people write it: `500ms`, `30s`, `1h30m`, `30d`. Zero or more.
public struct TimeSpan: Sendable, Hashable, Comparable, Codable {
    public var seconds: Double

    public init(seconds: Double) { self.seconds = seconds }

    public static func seconds(_ value: Double) -> TimeSpan { TimeSpan(seconds: value) }
    public static func minutes(_ value: Double) -> TimeSpan { TimeSpan(seconds: value * 60) }
    public static func hours(_ value: Double) -> TimeSpan { TimeSpan(seconds: value * 3600) }

    /// 3650 days.
    public static let longest = TimeSpan.hours(24 * 3_650)

    public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.seconds < right.seconds }

    /// What `init(_:)` takes, as a regular expression for schemas.
    public static let pattern = #"^([0-9]+(\.[0-9]+)?(ms|s|m|h|d))+$"#

    private static let units: [(suffix: String, seconds: Double)] = [
        ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001),
    ]

    public init(from decoder: any Decoder) throws {
        if decoder.isExact {
            seconds = try decoder.singleValueContainer().decode(Double.self)
            return
        }
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = TimeSpan(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\"\(text.cut(to: 40))\" is not a duration such as 30s, 5m or 1h30m"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isExact { return try container.encode(seconds) }
        try container.encode(description)
    }
}

extension TimeSpan: CustomStringConvertible {
    /// `nil` where the text is not a sequence of numbers with units ms, s, m, h or d, or is longer than ten years.
    public init?(_ text: String) {
        var rest = text[...]
        var total = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let suffix = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(suffix.count)
            guard let number = Double(digits), let unit = Self.units.first(where: { $0.suffix == suffix }) else {
                return nil
            }
            total += number * unit.seconds
        }
        guard total <= Self.longest.seconds else { return nil }
        seconds = total
    }

    /// The shortest text that gives the same length: `1h30m`. What is no length of time is written as the nearest one.
    public var description: String {
        let bounded = seconds.isNaN ? 0 : min(max(seconds, 0), Self.longest.seconds)
        var milliseconds = Int64((bounded * 1000).rounded())
        guard milliseconds > 0 else { return "0s" }
        var text = ""
        for (suffix, length) in Self.units {
            let unit = Int64(length * 1000)
            if milliseconds >= unit {
                text += "\(milliseconds / unit)\(suffix)"
                milliseconds %= unit
            }
        }
        return text
    }
}
