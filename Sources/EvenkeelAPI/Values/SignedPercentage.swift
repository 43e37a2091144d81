import JSONValue

/// A change in percent: `50%` or `-50%`.
public struct SignedPercentage: Sendable, Hashable, Codable, CustomStringConvertible {
    /// `-0.5` for `-50%`.
    public var fraction: Double

    public init(fraction: Double) { self.fraction = fraction }

    public static let pattern = #"^-?[0-9]{1,6}(\.[0-9]{1,9})?%$"#

    /// `nil` where the text is not a number with a percent sign.
    public init?(_ text: String) {
        let isNegative = text.first == "-"
        guard let magnitude = Percentage(isNegative ? String(text.dropFirst()) : text) else { return nil }
        fraction = isNegative ? -magnitude.fraction : magnitude.fraction
    }

    public var description: String {
        (fraction < 0 ? "-" : "") + Percentage(fraction: abs(fraction)).description
    }

    public init(from decoder: any Decoder) throws {
        if decoder.isExact {
            fraction = try decoder.singleValueContainer().decode(Double.self)
            return
        }
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = SignedPercentage(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\"\(text.cut(to: 40))\" is not a percentage such as 50% or -50%"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isExact { return try container.encode(fraction) }
        try container.encode(description)
    }
}
