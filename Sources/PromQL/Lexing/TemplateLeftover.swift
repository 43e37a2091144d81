/// A piece of a template that was not filled in: `$__rate_interval`, `{{ .Values.app }}`, `[[app]]`, `%(app)s`.
struct TemplateLeftover {
    var range: SourceRange
    /// The language of the template, as people call it.
    var origin: String
    /// False if it only begins as one: `$)` and `[[:alpha:]]` are parts of regular expressions.
    var isComplete = true

    func error(in source: SourceText) -> PromQLError {
        source.error(
            at: range, "\(source.excerpt(range)) is a placeholder of \(origin), not PromQL.", hint: hint(in: source))
    }

    private func hint(in source: SourceText) -> String {
        let isLength = ["interval", "range", "rate", "resolution"].contains { source.excerpt(range).contains($0) }
        return isLength ? "Write a fixed duration, such as 5m." : "Write the value that it stands for."
    }
}

extension Lexer {
    /// The placeholder at an offset. None of them can be PromQL outside of a string.
    func templateLeftover(at start: Int) -> TemplateLeftover? {
        let rest = bytes[start...]
        if rest.first == UInt8(ascii: "$") { return variable(rest) }
        if rest.starts(with: "{{".utf8) { return enclosed(rest, by: "}}", "Helm, Go or Jinja templates") }
        if rest.starts(with: "[[".utf8) { return enclosed(rest, by: "]]", "Grafana") }
        if rest.starts(with: "%(".utf8) { return formatted(rest) }
        return nil
    }

    private func variable(_ rest: ArraySlice<UInt8>) -> TemplateLeftover {
        let name = rest.dropFirst()
        if name.first == UInt8(ascii: "{") { return enclosed(rest, by: "}", "Grafana or a shell") }
        let end = name.firstIndex { !$0.isLetter && !$0.isDigit } ?? rest.endIndex
        return TemplateLeftover(
            range: SourceRange(rest.startIndex..<end), origin: "Grafana or a shell",
            isComplete: name.first?.isLetter == true)
    }

    /// The end is looked for on the same line and near: reading takes time in proportion to the text.
    private func enclosed(_ rest: ArraySlice<UInt8>, by closing: String, _ origin: String) -> TemplateLeftover {
        let near = rest.prefix(200).prefix { $0 != UInt8(ascii: "\n") }
        let end = near.indices.first { near[$0...].starts(with: closing.utf8) }
        let range = rest.startIndex..<(end.map { $0 + closing.utf8.count } ?? near.endIndex)
        return TemplateLeftover(
            range: SourceRange(range), origin: origin,
            isComplete: end != nil && rest.dropFirst(2).first != UInt8(ascii: ":"))
    }

    /// `%(name)s`. A space after the parenthesis makes it a remainder of a division.
    private func formatted(_ rest: ArraySlice<UInt8>) -> TemplateLeftover? {
        let name = rest.dropFirst(2).prefix { $0.isLetter || $0.isDigit }
        let after = rest[name.endIndex...]
        guard !name.isEmpty, after.starts(with: ")s".utf8) || after.starts(with: ")d".utf8),
            let next = after.dropFirst(2).first.map({ !$0.isLetter && !$0.isDigit }) ?? .some(true), next
        else { return nil }
        return TemplateLeftover(
            range: SourceRange(rest.startIndex..<name.endIndex + 2), origin: "Python or Jsonnet")
    }
}
