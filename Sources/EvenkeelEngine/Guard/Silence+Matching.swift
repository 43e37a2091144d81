import EvenkeelAPI
import KubernetesTypes

extension Silence {
    /// Whether it covers what has these labels. A matcher that cannot be told counts as one that holds: what is not
    /// understood is not open.
    func covers(_ labels: [String: String]) -> Bool {
        matchers.allSatisfy { matcher in
            let holds = matcher.isRegex ? matcher.matchesPattern(labels) : (labels[matcher.name] ?? "") == matcher.value
            return holds.map { $0 == matcher.isEqual } ?? true
        }
    }

    /// The labels under which people speak of a workload.
    static func labels(of target: TargetReference, in namespace: String, _ more: [String: String]) -> [String: String] {
        let names = [
            target.kind.rawValue.lowercased(), "workload", "app", "app_kubernetes_io_name", "service", "container",
        ]
        var labels = more
        for name in names { labels[name] = target.name }
        labels["namespace"] = namespace
        return labels
    }
}

extension Silence.Matcher {
    /// `nil` where the expression is more than names, `.`, `.*`, `.+` and alternatives.
    fileprivate func matchesPattern(_ labels: [String: String]) -> Bool? {
        SimplePattern(value)?.matches(labels[name] ?? "")
    }
}

/// The regular expressions that people write into silences: `checkout|cart`, `check.*`. Others are not guessed at, and
/// none can take long.
struct SimplePattern {
    private enum Token: Hashable {
        case character(Character)
        case any
        /// `.*`
        case anything
    }

    private let alternatives: [[Token]]

    init?(_ text: String) {
        guard text.count <= 1000 else { return nil }
        var text = text[...]
        if text.hasPrefix("^") { text = text.dropFirst() }
        if text.hasSuffix("$"), !text.hasSuffix("\\$") { text = text.dropLast() }
        if text.hasPrefix("(?:"), text.hasSuffix(")") { text = text.dropFirst(3).dropLast() }
        if text.hasPrefix("("), text.hasSuffix(")") { text = text.dropFirst().dropLast() }
        var alternatives: [[Token]] = []
        for part in text.split(separator: "|", omittingEmptySubsequences: false) {
            guard let tokens = Self.tokens(part) else { return nil }
            alternatives.append(tokens)
        }
        self.alternatives = alternatives
    }

    private static func tokens(_ text: Substring) -> [Token]? {
        var tokens: [Token] = []
        var rest = text
        while let character = rest.popFirst() {
            switch character {
            case ".":
                if rest.first == "*" || rest.first == "+" {
                    if rest.removeFirst() == "+" { tokens.append(.any) }
                    tokens.append(.anything)
                } else {
                    tokens.append(.any)
                }
            case "\\":
                guard let escaped = rest.popFirst(), !escaped.isLetter, !escaped.isNumber else { return nil }
                tokens.append(.character(escaped))
            case "*", "+", "?", "[", "]", "(", ")", "{", "}", "^", "$": return nil
            default: tokens.append(.character(character))
            }
        }
        return tokens
    }

    func matches(_ text: String) -> Bool {
        let text = Array(text)
        return alternatives.contains { Self.matches($0, text) }
    }

    /// Which prefixes of the text the tokens so far take: as many steps as tokens times characters.
    private static func matches(_ tokens: [Token], _ text: [Character]) -> Bool {
        var taken = [true] + [Bool](repeating: false, count: text.count)
        for token in tokens {
            var next = [Bool](repeating: false, count: text.count + 1)
            for index in taken.indices {
                switch token {
                case .anything: next[index] = taken[index] || index > 0 && next[index - 1]
                case .any: next[index] = index > 0 && taken[index - 1]
                case .character(let character):
                    next[index] = index > 0 && taken[index - 1] && text[index - 1] == character
                }
            }
            taken = next
        }
        return taken[text.count]
    }
}
