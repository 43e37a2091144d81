extension PromQLExpression {
    public init(parsing text: String) throws(PromQLError) {
        var parser = try Parser(text)
        self = try parser.parse()
    }

    /// The first selector that fits series without any label. The second argument of `info` may be one.
    var unrestrictedSelector: Selector? {
        switch self {
        case .selector(let selection): return selection.selector.isUnrestricted ? selection.selector : nil
        case .range(let selection): return selection.selector.isUnrestricted ? selection.selector : nil
        case .call(let call) where call.function.name == "info": return call.arguments.first?.unrestrictedSelector
        default: return children.lazy.compactMap(\.unrestrictedSelector).first
        }
    }
}

extension PromQLExpression.Selector {
    fileprivate var isUnrestricted: Bool { matchers.allSatisfy(\.acceptsEmpty) }
}

extension PromQLExpression.Matcher {
    /// True if a series without the label fulfils it.
    fileprivate var acceptsEmpty: Bool {
        switch operation {
        case .equal: value.isEmpty
        case .notEqual: !value.isEmpty
        // The parser has refused what is not valid.
        case .matches: (try? RegularExpression(value))?.matchesEmpty ?? false
        case .doesNotMatch: !((try? RegularExpression(value))?.matchesEmpty ?? false)
        }
    }
}
