import JSONValue

/// A number as Kubernetes writes quantities: `0.9`, `5000`, `10Gi`, `1.5M`.
public struct Quantity: Sendable, Hashable, Codable {
    public var value: Double
    /// As it was written.
    private var text: String

    /// What `init(_:)` takes, as a regular expression for schemas.
    public static let pattern = #"^-?[0-9]{1,15}(\.[0-9]{1,9})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$"#

    private static let units: [(suffix: String, factor: Double)] = [
        ("Ki", 1_024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776),
        ("Pi", 1_125_899_906_842_624), ("m", 0.001), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15),
    ]

    static let zero = Quantity(zero: ())

    private init(zero: Void) { (value, text) = (0, "0") }

    /// `nil` where the text is not a number with at most one unit.
    public init?(_ text: String) {
        let unit = Self.units.first { text.hasSuffix($0.suffix) }
        let digits = text.dropLast(unit?.suffix.count ?? 0)
        guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }), digits.count <= 32,
            let number = Double(digits), number.isFinite
        else { return nil }
        value = number * (unit?.factor ?? 1)
        self.text = text
    }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Quantity(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\"\(text.cut(to: 40))\" is not a quantity such as 0.9, 5000 or 10Gi"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Quantity: CustomStringConvertible {
    public var description: String { text }
}
