import JSONValue

/// A structural OpenAPI v3 schema, as CustomResourceDefinitions take it.
///
/// It is read off the Swift types (``SchemaReader``), completed by their ``Notes``, and used twice: printed into the
/// CRDs, and to default and check documents offline.
struct Schema: Sendable {
    indirect enum Shape: Sendable {
        case object([String: Schema], required: Set<String>)
        /// An object with any names for its members.
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
    /// Of an integer. Only bounds that a double holds exactly: the API server refuses every value otherwise.
    var range: ClosedRange<Int>?
    /// Of a text, in characters.
    var length: ClosedRange<Int>?
    /// Of a list's elements or a map's members.
    var count: ClosedRange<Int>?
    var identity: ListIdentity?
    /// What the shape cannot say. A rule runs only where everything below it has the right shape.
    var rules: [MeaningRule] = []

    init(_ shape: Shape) { self.shape = shape }
}

/// What a text may be.
enum TextForm: Sendable, Hashable {
    case any
    case choice([String])
    /// A regular expression over the whole text, and what to write instead of a text that does not match.
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
    /// The member of an object, or `nil` where it has none of this name.
    subscript(member: String) -> Schema? {
        guard case .object(let properties, _) = shape else { return nil }
        return properties[member]
    }
}
