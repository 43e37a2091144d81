/// Why an expression cannot be compiled or evaluated.
enum CELError: Error, Sendable, Hashable, CustomStringConvertible {
    case syntax(String, offset: Int)
    /// A function, macro or type that this implementation does not have.
    case unsupported(String)
    case undeclared(String)
    case undefinedField(String)
    case evaluation(String)
    /// More steps than one rule may take.
    case tooExpensive

    var description: String {
        switch self {
        case .syntax(let reason, let offset): "syntax error at character \(offset): \(reason)"
        case .unsupported(let what): "\(what) is not supported by this API server; the rule would never be checked"
        case .undeclared(let name): "undeclared reference to '\(name)'"
        case .undefinedField(let name): "undefined field '\(name)'"
        case .evaluation(let reason): reason
        case .tooExpensive: "actual cost limit exceeded"
        }
    }
}
