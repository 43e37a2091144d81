internal import JSONValue

/// A scalar as it is written, and what it means.
struct YAMLScalar {
    var text: String
    /// Neither quoted nor a block.
    var isPlain: Bool
    var tag: String?

    private static let tagPrefix = "tag:yaml.org,2002:"

    func resolved(at position: YAMLPosition) throws(YAMLError) -> JSON {
        guard let tag, tag != "!" else {
            return try isPlain && tag == nil ? finite(PlainScalar.meaning(of: text), position) : .string(text)
        }
        switch tag.hasPrefix(Self.tagPrefix) ? String(tag.dropFirst(Self.tagPrefix.count)) : tag {
        case "str", "timestamp": return .string(text)
        case "int": return try tagged("integer", position) { $0.isInteger }
        case "float": return try tagged("number", position) { $0.doubleValue != nil }
        case "bool": return try tagged("boolean", position) { $0.boolValue != nil }
        case "null": return try tagged("null", position) { $0.isNull }
        default: throw YAMLError(.unsupportedTag(tag), at: position)
        }
    }

    private func finite(_ meaning: PlainScalar.Meaning, _ position: YAMLPosition) throws(YAMLError) -> JSON {
        switch meaning {
        case .json(let json): return json
        case .notFinite: throw YAMLError(.notFinite(text), at: position)
        }
    }

    private func tagged(
        _ name: String, _ position: YAMLPosition, _ fits: (JSON) -> Bool
    ) throws(YAMLError) -> JSON {
        let json = try finite(PlainScalar.meaning(of: text), position)
        guard fits(json) else { throw YAMLError(.tagMismatch(tag: name, text: text), at: position) }
        return json
    }
}

extension JSON {
    fileprivate var isInteger: Bool { if case .integer = self { true } else { false } }
}
