public import JSONValue

/// Which labels an object must have.
public struct LabelSelector: Sendable, Hashable, Codable {
    public enum Requirement: Sendable, Hashable, Codable {
        case isIn(String, Set<String>)
        case isNotIn(String, Set<String>)
        case exists(String)
        case doesNotExist(String)
    }

    /// All of them must hold; none at all matches everything.
    public var requirements: [Requirement]

    /// Matches nothing.
    public static let none = LabelSelector([.isIn("", [])])

    public init(_ requirements: [Requirement]) { self.requirements = requirements }

    public init(matchLabels: [String: String]) {
        requirements = matchLabels.sorted { $0.key < $1.key }.map { .isIn($0.key, [$0.value]) }
    }

    /// Reads `metav1.LabelSelector`. An expression with an unknown operator selects nothing, as guessing could select too much.
    public init(json: JSON) {
        self.init(matchLabels: json["matchLabels"]?.stringDictionary ?? [:])
        for expression in json["matchExpressions"]?.arrayValue ?? [] {
            let key = expression["key"]?.stringValue ?? ""
            let values = Set(expression["values"]?.arrayValue?.compactMap(\.stringValue) ?? [])
            switch expression["operator"]?.stringValue {
            case "In": requirements.append(.isIn(key, values))
            case "NotIn": requirements.append(.isNotIn(key, values))
            case "Exists": requirements.append(.exists(key))
            case "DoesNotExist": requirements.append(.doesNotExist(key))
            default: requirements.append(.isIn(key, []))
            }
        }
    }

    public func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .isNotIn(let key, let values): labels[key].map { !values.contains($0) } ?? true
            case .exists(let key): labels[key] != nil
            case .doesNotExist(let key): labels[key] == nil
            }
        }
    }
}

extension LabelSelector: CustomStringConvertible {
    /// Parses the text form of URLs and of `kubectl -l`: `app=web,tier in (a, b),!old,track!=canary`.
    /// `nil` where it is not that.
    public init?(_ text: String) {
        var requirements: [Requirement] = []
        for part in Self.splitOutsideParentheses(text) {
            guard let requirement = Self.requirement(part) else { return nil }
            requirements.append(requirement)
        }
        self.requirements = requirements
    }

    private static func splitOutsideParentheses(_ text: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        parts.append(current)
        return parts.map(trim).filter { !$0.isEmpty }
    }

    private static func trim(_ text: some StringProtocol) -> String {
        var slice = text[...]
        while slice.first?.isWhitespace == true { slice = slice.dropFirst() }
        while slice.last?.isWhitespace == true { slice = slice.dropLast() }
        return String(slice)
    }

    private static func requirement(_ text: String) -> Requirement? {
        if let (key, values) = setExpression(text, " notin ") ?? setExpression(text, " notin(") {
            return .isNotIn(key, values)
        }
        if let (key, values) = setExpression(text, " in ") ?? setExpression(text, " in(") { return .isIn(key, values) }
        if let range = text.firstRange(of: "!=") {
            return .isNotIn(trim(text[..<range.lowerBound]), [trim(text[range.upperBound...])])
        }
        if let range = text.firstRange(of: "==") ?? text.firstRange(of: "=") {
            return .isIn(trim(text[..<range.lowerBound]), [trim(text[range.upperBound...])])
        }
        if text.first == "!" { return .doesNotExist(trim(text.dropFirst())) }
        return text.contains(where: \.isWhitespace) ? nil : .exists(text)
    }

    private static func setExpression(_ text: String, _ keyword: String) -> (String, Set<String>)? {
        guard let range = text.firstRange(of: keyword), let close = text.lastIndex(of: ")") else { return nil }
        guard let open = text.firstIndex(of: "("), open < close else { return nil }
        let values = text[text.index(after: open)..<close].split(separator: ",", omittingEmptySubsequences: false)
        return (trim(text[..<range.lowerBound]), Set(values.map { trim($0) }))
    }

    public var description: String {
        requirements.map { requirement in
            switch requirement {
            case .isIn(let key, let values) where values.count == 1: "\(key)=\(values.first ?? "")"
            case .isIn(let key, let values): "\(key) in (\(values.sorted().joined(separator: ",")))"
            case .isNotIn(let key, let values) where values.count == 1: "\(key)!=\(values.first ?? "")"
            case .isNotIn(let key, let values): "\(key) notin (\(values.sorted().joined(separator: ",")))"
            case .exists(let key): key
            case .doesNotExist(let key): "!\(key)"
            }
        }.joined(separator: ",")
    }
}
