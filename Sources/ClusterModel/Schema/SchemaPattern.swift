/// A regular expression of a schema: found anywhere in the text unless it is anchored, as in RE2.
struct SchemaPattern {
    private let regex: Regex<AnyRegexOutput>

    /// `nil` where the text is no regular expression.
    init?(_ text: String) {
        guard let regex = try? Regex(text) else { return nil }
        self.regex = regex.matchingSemantics(.unicodeScalar)
    }

    func matches(_ text: String) -> Bool { (try? regex.firstMatch(in: text)) != nil }
}
