import JSONValue

/// A structural OpenAPI v3 schema, as CustomResourceDefinitions take it.
///
/// It is read from the Swift types (``SchemaReader``) and completed by their ``TypeDocumentation``. It has two uses:
/// the CRDs contain it, and documents are defaulted and checked with it offline.
struct Schema: Sendable {
    indirect enum Shape: Sendable {
        case object([String: Schema], required: Set<String>)
        /// An object whose fields may have any names.
        case map(Schema)
        case list(Schema)
        case text(TextForm)
        case integer
        case number
        case boolean
        /// The API server's own `metadata`.
        case metadata
        case anything
    }

    /// How the API server merges a list, and what must be unique in it.
    enum ListIdentity: Sendable, Hashable {
        case atomic
        case set
        case map(key: String)
    }

    var shape: Shape
    var description: String?
    var defaultValue: JSON?
    /// The range of an integer. Only bounds that a double holds exactly: the API server refuses every value otherwise.
    var range: ClosedRange<Int>?
    /// The length of a text, in characters.
    var length: ClosedRange<Int>?
    /// The number of a list's elements or a map's fields.
    var count: ClosedRange<Int>?
    var identity: ListIdentity?
    /// The constraints that the shape cannot express. A rule runs only if everything below it has the right shape.
    var rules: [MeaningRule] = []

    init(_ shape: Shape) { self.shape = shape }
}

/// The permitted forms of a text.
enum TextForm: Sendable, Hashable {
    case any
    case choice([String])
    /// A regular expression over the whole text, and the advice for a text that does not match.
    case pattern(String, advice: String)
    case timeSpan
    case percentage
    case signedPercentage
    case timestamp

    var pattern: String? {
        switch self {
        case .any, .choice, .timestamp: nil
        case .pattern(let pattern, _): pattern
        case .timeSpan: TimeSpan.pattern
        case .percentage: Percentage.pattern
        case .signedPercentage: SignedPercentage.pattern
        }
    }
}

extension Schema {
    /// The field of an object, or `nil` if it has no such field.
    subscript(field: String) -> Schema? {
        guard case .object(let properties, _) = shape else { return nil }
        return properties[field]
    }
}
