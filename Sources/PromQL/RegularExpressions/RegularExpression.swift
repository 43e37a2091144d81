/// The syntax of a regular expression as Prometheus takes it (RE2), and whether it fits an empty value.
///
/// It does not match texts: Prometheus does that.
///
/// Source: https://github.com/google/re2/wiki/Syntax, and Go's `regexp/syntax`, whose limits are the same.
struct RegularExpression: Sendable {
    /// True if a series without the label fulfils the matcher.
    let matchesEmpty: Bool

    init(_ pattern: String) throws(RegularExpressionError) {
        var parser = RegularExpressionParser(pattern)
        matchesEmpty = try parser.parse().matchesEmpty
    }
}

/// Why a text is not a regular expression of RE2.
struct RegularExpressionError: Error, Sendable, Hashable {
    /// Continues "is not valid: ".
    var reason: String
    var hint: String

    init(_ reason: String, hint: String) { (self.reason, self.hint) = (reason, hint) }
}
