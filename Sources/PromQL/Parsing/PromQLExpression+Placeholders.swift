extension PromQLExpression {
    /// Placeholders of templates within matchers, such as `namespace="$namespace"`: valid PromQL that selects nothing.
    ///
    /// - Parameter text: the text from which the expression was read.
    public func placeholders(in text: String) -> [PromQLError] {
        let source = SourceText(text)
        let matchers = selectors.flatMap(\.matchers).filter(\.hasPlaceholder)
        return matchers.sorted { $0.sourceRange.lowerBound < $1.sourceRange.lowerBound }.map { matcher in
            source.error(
                at: matcher.sourceRange,
                "The value of \(matcher.label.shortened) contains a placeholder of a template.",
                hint: "Write the value that it stands for.")
        }
    }
}

extension PromQLExpression.Matcher {
    fileprivate var hasPlaceholder: Bool {
        let lexer = Lexer(SourceText(value))
        return lexer.bytes.indices.contains { lexer.templateLeftover(at: $0)?.isComplete == true }
    }
}
