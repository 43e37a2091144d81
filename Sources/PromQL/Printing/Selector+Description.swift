extension PromQLExpression.Selector: CustomStringConvertible {
    public var description: String {
        guard hasPlainName, let name = metricName, name.isMetricName else { return inBraces }
        let others = matchers.filter { $0.label != Self.nameLabel }
        return others.isEmpty ? name : "\(name){\(others.map(\.description).joined(separator: ","))}"
    }

    /// `{__name__="my.metric"}`, which Prometheus 2 also reads, unlike `{"my.metric"}`.
    var inBraces: String { "{\(matchers.map(\.description).joined(separator: ","))}" }
}

extension PromQLExpression.Matcher: CustomStringConvertible {
    public var description: String { "\(label.asLabel(isBraced: true))\(operation.rawValue)\(value.quoted)" }
}

extension PromQLExpression.Modifiers: CustomStringConvertible {
    /// With a space before each part.
    public var description: String {
        var text = edge.map { " \($0.rawValue)" } ?? ""
        switch timestamp {
        case .start: text += " @ start()"
        case .end: text += " @ end()"
        case .seconds(let seconds): text += " @ \(PromQLExpression.NumberLiteral(seconds))"
        case nil: break
        }
        if let offset { text += " offset \(offset.asOffset)" }
        return text
    }
}

extension String {
    /// Letters, digits, underscores and colons, and no word with another meaning.
    fileprivate var isMetricName: Bool {
        guard let first = utf8.first, !first.isDigit,
            utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ":") })
        else { return false }
        let word = lowercased()
        return word != "inf" && word != "nan" && Keyword(rawValue: word)?.isReserved != true
            // Before a parenthesis or a list of labels they would be functions.
            && Keyword(rawValue: word) == nil && PromQLExpression.Aggregation.Operation(rawValue: word) == nil
    }

    /// In quotes if it is no name that any version reads.
    ///
    /// - Parameter isBraced: within braces all words are names.
    fileprivate func asLabel(isBraced: Bool) -> String {
        let isName = utf8.first?.isLetter == true && utf8.allSatisfy { $0.isLetter || $0.isDigit }
        let isOther = !isBraced && ["without", "inf", "nan"].contains(lowercased())
        return isName && !isOther ? self : quoted
    }

    /// A string in double quotes, with escapes for what is not plain text.
    var quoted: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case "\0"..."\u{1F}", "\u{7F}", "\u{FFFD}": text += scalar.escape
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

extension Unicode.Scalar {
    fileprivate var escape: String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension [String] {
    var asLabels: String { map { $0.asLabel(isBraced: false) }.joined(separator: ", ") }
}
