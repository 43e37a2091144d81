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
        /// Of the texts that aliases stand for.
        case tooMuchByAliases(limit: Int)
        case tooManyDirectives(limit: Int)
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
        case .unknownAlias(""): "an alias has no anchor before it. Quote the value if it only begins with *."
        case .unknownAlias(let name):
            "the alias *\(Self.shortened(name)) has no anchor before it. Define &\(Self.shortened(name)) first."
        case .invalidMerge: "\"<<\" takes a mapping or a list of mappings. Give it an alias of one."
        case .keyIsNotScalar: "a key must be a text, a number or a boolean. Quote it, or restructure the value."
        case .notFinite(""): "a value is not a number that JSON can hold. Use a finite number or a quoted text."
        case .notFinite(let text):
            "\(Self.shortened(text)) is not a number that JSON can hold. Use a finite number or a quoted text."
        case .unsupportedTag(""): "a tag is not supported. Quote the value if it only begins with !."
        case .unsupportedTag(let tag): "the tag \(Self.shortened(tag)) is not supported. Remove it."
        case .tagMismatch(let tag, ""): "a value is not a \(tag). Correct the value or remove the tag."
        case .tagMismatch(let tag, let text):
            "\"\(Self.shortened(text))\" is not a \(tag). Correct the value or remove the tag."
        case .tooLarge(let limit): "the text has more than \(limit) bytes. Split it."
        case .tooDeep(let limit): "values are nested deeper than \(limit) levels. Flatten them."
        case .tooManyValues(let limit):
            "there are more than \(limit) values, aliases counted as what they stand for. Split the text."
        case .tooMuchByAliases(let limit):
            "aliases stand for more than \(limit) bytes of text. Write fewer of them, or shorter texts."
        case .tooManyDirectives(let limit): "there are more than \(limit) %TAG directives. Remove them."
        case .outOfMemory: "out of memory while reading YAML. Give the process more memory."
        }
    }

    /// The same without pieces of the text but keys, for files that hold secrets: a password that begins with `*` or `!` is
    /// an alias or a tag to YAML.
    public var withoutValues: YAMLError {
        switch kind {
        case .unknownAlias: YAMLError(.unknownAlias(""), at: position)
        case .notFinite: YAMLError(.notFinite(""), at: position)
        case .unsupportedTag: YAMLError(.unsupportedTag(""), at: position)
        case .tagMismatch(let tag, _): YAMLError(.tagMismatch(tag: tag, text: ""), at: position)
        default: self
        }
    }

    private static func shortened(_ text: String) -> String {
        // By scalars, of which a character may have any number.
        text.unicodeScalars.count > 60 ? String(text.unicodeScalars.prefix(57)) + "..." : text
    }
}
