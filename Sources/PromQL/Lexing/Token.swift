/// A piece of the text of an expression.
struct Token: Sendable {
    enum Kind: Sendable, Hashable {
        /// A name or a keyword: which one it is depends on the place.
        case word(String)
        case number(Double)
        /// Seconds.
        case duration(Double)
        case string(String)
        case symbol(Symbol)
        case end
    }

    enum Symbol: String, Sendable, Hashable, CaseIterable {
        case leftParenthesis = "("
        case rightParenthesis = ")"
        case leftBrace = "{"
        case rightBrace = "}"
        case leftBracket = "["
        case rightBracket = "]"
        case comma = ","
        case colon = ":"
        case at = "@"
        case assign = "="
        case matches = "=~"
        case doesNotMatch = "!~"
        case equal = "=="
        case notEqual = "!="
        case lessOrEqual = "<="
        case less = "<"
        case greaterOrEqual = ">="
        case greater = ">"
        case trimUpper = "</"
        case trimLower = ">/"
        case plus = "+"
        case minus = "-"
        case star = "*"
        case slash = "/"
        case percent = "%"
        case caret = "^"
    }

    var kind: Kind
    var range: SourceRange

    var isString: Bool {
        if case .string = kind { true } else { false }
    }
}

/// A word that has a meaning of its own, in any case of letters.
enum Keyword: String, Sendable {
    case and, or, unless, atan2
    case offset, anchored, smoothed, bool, by, without, on, ignoring, fill
    case groupLeft = "group_left"
    case groupRight = "group_right"
    case fillLeft = "fill_left"
    case fillRight = "fill_right"
    case start, end, step, range
    case maxOf = "max_of"
    case minOf = "min_of"

    /// Words that no metric can be named, without `__name__`.
    var isReserved: Bool {
        switch self {
        case .atan2, .bool, .groupLeft, .groupRight, .ignoring, .on: true
        default: false
        }
    }
}
