import JSONValue

/// A share, written as a percentage: `5%`, `99.97%`. Its fraction is within 0...1 unless stated otherwise.
public struct Percentage: Sendable, Hashable, Comparable, Codable {
    /// `0.05` for `5%`.
    public var fraction: Double

    public init(fraction: Double) { self.fraction = fraction }

    /// What `init(_:)` takes, as a regular expression for schemas. Where 100% is the most, a CEL rule says so.
    public static let pattern = #"^[0-9]{1,6}(\.[0-9]{1,9})?%$"#

    public static func < (left: Percentage, right: Percentage) -> Bool { left.fraction < right.fraction }

    public init(from decoder: any Decoder) throws {
        if decoder.isExact {
            fraction = try decoder.singleValueContainer().decode(Double.self)
            return
        }
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Percentage(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\"\(text.cut(to: 40))\" is not a percentage such as 5% or 99.9%"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isExact { return try container.encode(fraction) }
        try container.encode(description)
    }
}

extension Percentage: CustomStringConvertible {
    /// `nil` where the text is not a number of zero or more, and below a million, with a percent sign.
    public init?(_ text: String) {
        guard text.last == "%", text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "%") }),
            let value = Double(text.dropLast()), value < 1_000_000,
            // Divided by 100, 99.9 is a little more than 0.999, so that a confidence of 99.9% would not reach it.
            let fraction = Double("\(text.dropLast())e-2")
        else { return nil }
        self.fraction = fraction
    }

    /// Up to four decimals, and never rounded up to `100%` from below: a confidence must not appear as certainty.
    ///
    /// What is no share (NaN, or outside of what `init(_:)` takes) is written as the nearest one, NaN as `0%`.
    public var description: String {
        let scaled = fraction.isNaN ? 0 : min(max(fraction * 100, 0), 999_999)
        var units = (scaled * 10_000).rounded()
        if scaled < 100, units >= 1_000_000 { units = 999_999 }
        var text = "\(Int64(units) / 10_000)"
        var decimals = String(Int64(units) % 10_000)
        decimals = String(repeating: "0", count: 4 - decimals.count) + decimals
        while decimals.last == "0" { decimals.removeLast() }
        if !decimals.isEmpty { text += "." + decimals }
        return text + "%"
    }
}
