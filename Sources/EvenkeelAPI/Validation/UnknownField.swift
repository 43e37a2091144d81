import JSONValue

extension Finding {
    static let unknownField = "Unknown field"

    var isUnknownField: Bool { message == Self.unknownField }
}

enum UnknownField {
    /// Advice for an unknown field: the correct spelling, or the field that contains it.
    static func advice(_ name: String, _ properties: [String: Schema]) -> String? {
        if let parent = properties.keys.sorted().first(where: { properties[$0]?[name] != nil }) {
            return "did you mean \"\(parent).\(name)\"?"
        }
        if let suggestion = Spelling.suggestion(for: name, among: properties.keys) { return suggestion }
        guard properties.count <= 12 else { return nil }
        return "known fields: \(properties.keys.sorted().joined(separator: ", "))"
    }
}
