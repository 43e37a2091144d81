import JSONValue

/// The paths of printer columns: `.status.conditions[?(@.type=="Ready")].status`, `.spec.list[0]`, `.spec.list[*].name`,
/// `.metadata.labels['a\.b']`.
struct JSONPath: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        case member(String)
        case index(Int)
        case all
        /// Elements whose member at the path equals the value, or does not.
        case filter(path: [String], isEqual: Bool, value: JSON)
        /// Elements that have the member at all.
        case filterExists(path: [String])
    }

    let steps: [Step]

    /// `nil` where the text is not such a path.
    init?(_ text: String) {
        var parser = JSONPathParser(text)
        guard let steps = parser.parse() else { return nil }
        self.steps = steps
    }

    func values(in json: JSON) -> [JSON] {
        steps.reduce([json]) { found, step in found.flatMap { Self.apply(step, to: $0) } }
    }

    private static func apply(_ step: Step, to json: JSON) -> [JSON] {
        switch step {
        case .member(let name): return json[name].map { [$0] } ?? []
        case .index(let index):
            let count = json.arrayValue?.count ?? 0
            return json[index < 0 ? count + index : index].map { [$0] } ?? []
        case .all: return json.arrayValue ?? json.objectValue.map { $0.map(\.value) } ?? []
        case .filter(let path, let isEqual, let value):
            return (json.arrayValue ?? []).filter { element in
                guard let found = element.at(path) else { return false }
                return (found == value) == isEqual
            }
        case .filterExists(let path): return (json.arrayValue ?? []).filter { $0.at(path) != nil }
        }
    }
}

private struct JSONPathParser {
    private let characters: [Character]
    private var position = 0

    init(_ text: String) {
        var text = text[...]
        if text.first == "{", text.last == "}" { text = text.dropFirst().dropLast() }
        if text.first == "$" { text = text.dropFirst() }
        characters = Array(text)
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    mutating func parse() -> [JSONPath.Step]? {
        var steps: [JSONPath.Step] = []
        while let character = current {
            position += 1
            switch character {
            case ".":
                if current == nil { return steps }
                if current == "[" { continue }
                guard let name = name(), !name.isEmpty else { return nil }
                steps.append(name == "*" ? .all : .member(name))
            case "[":
                guard let step = bracket() else { return nil }
                steps.append(step)
            default: return nil
            }
        }
        return steps
    }

    private mutating func name() -> String? {
        var name = ""
        while let character = current, character != ".", character != "[" {
            position += 1
            if character == "\\" {
                guard let escaped = current else { return nil }
                name.append(escaped)
                position += 1
            } else {
                name.append(character)
            }
        }
        return name
    }

    private mutating func bracket() -> JSONPath.Step? {
        var content = ""
        var quote: Character?
        while let character = current {
            position += 1
            if character == "]", quote == nil { return Self.step(content) }
            if character == quote { quote = nil } else if quote == nil, "'\"".contains(character) { quote = character }
            content.append(character)
        }
        return nil
    }

    private static func step(_ content: String) -> JSONPath.Step? {
        if content == "*" || content == ":" { return .all }
        if let index = Int(content) { return .index(index) }
        if let text = unquoted(content[...]) { return .member(text.filter { $0 != "\\" }) }
        guard content.hasPrefix("?("), content.hasSuffix(")") else { return nil }
        return filter(content.dropFirst(2).dropLast())
    }

    private static func filter(_ text: Substring) -> JSONPath.Step? {
        guard text.hasPrefix("@.") else { return nil }
        for symbol in ["==", "!="] {
            guard let range = text.firstRange(of: symbol) else { continue }
            let path = trimmed(text[..<range.lowerBound]).dropFirst(2).split(separator: ".").map(String.init)
            let literal = trimmed(text[range.upperBound...])
            let value: JSON? = unquoted(literal[...]).map { JSON.string($0) } ?? (try? JSON(parsing: literal))
            return value.map { .filter(path: path, isEqual: symbol == "==", value: $0) }
        }
        return .filterExists(path: trimmed(text).dropFirst(2).split(separator: ".").map(String.init))
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }

    private static func unquoted(_ text: Substring) -> String? {
        guard text.count >= 2, let first = text.first, "'\"".contains(first), text.last == first else { return nil }
        return String(text.dropFirst().dropLast())
    }
}
