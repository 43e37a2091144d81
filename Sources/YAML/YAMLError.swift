/// Why a text cannot be read as YAML, and where.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
        /// The parser's own words.
        case syntax(String)
        case duplicateKey(String, first: YAMLPosition)
        case unknownAlias(String)
        /// Not what `<<` takes: a mapping or a list of mappings.
        case invalidMerge
        case keyIsNotScalar
        /// `.nan` and `.inf`, which JSON, and so Kubernetes, cannot hold.
        case notFinite(String)
        case unsupportedTag(String)
        /// A value that is not what its tag says, such as `!!int abc`.
        case tagMismatch(tag: String, text: String)
        case tooLarge(limit: Int)
        case tooDeep(limit: Int)
        case tooManyValues(limit: Int)
        case outOfMemory
    }

    public var kind: Kind
    /// `nil` where no place can be named.
    public var position: YAMLPosition?

    public init(_ kind: Kind, at position: YAMLPosition?) {
        self.kind = kind
        self.position = position
    }

    public var description: String { (position.map { "\($0): " } ?? "") + explanation }

    private var explanation: String {
        switch kind {
        case .syntax(let reason): "not valid YAML: \(reason). Check indentation, quotes and colons there."
        case .duplicateKey(let key, let first):
            "the key \"\(Self.shortened(key))\" occurs twice; the first is at \(first). Remove one of them."
        case .unknownAlias(let name):
            "the alias *\(Self.shortened(name)) has no anchor before it. Define &\(Self.shortened(name)) first."
        case .invalidMerge: "\"<<\" takes a mapping or a list of mappings. Give it an alias of one."
        case .keyIsNotScalar: "a key must be a text, a number or a boolean. Quote it, or restructure the value."
        case .notFinite(let text): "\(text) is not a number that JSON can hold. Use a finite number or a quoted text."
        case .unsupportedTag(let tag): "the tag \(Self.shortened(tag)) is not supported. Remove it."
        case .tagMismatch(let tag, let text):
            "\"\(Self.shortened(text))\" is not a \(tag). Correct the value or remove the tag."
        case .tooLarge(let limit): "the text has more than \(limit) bytes. Split it."
        case .tooDeep(let limit): "values are nested deeper than \(limit) levels. Flatten them."
        case .tooManyValues(let limit):
            "there are more than \(limit) values, aliases counted as what they stand for. Split the text."
        case .outOfMemory: "out of memory while reading YAML. Give the process more memory."
        }
    }

    private static func shortened(_ text: String) -> String {
        text.count > 60 ? text.prefix(57) + "..." : text
    }
}
