/// Text on its way into a page. What comes from outside is escaped; nothing else is written between tags.
public struct Markup: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    public var description: String

    public init(stringLiteral value: String) { description = value }
    public init(stringInterpolation: StringInterpolation) { description = stringInterpolation.text }
    public init(joining parts: [Markup], with separator: String = "\n") {
        description = parts.map(\.description).joined(separator: separator)
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
        public mutating func appendLiteral(_ literal: String) { text += literal }
        public mutating func appendInterpolation(_ markup: Markup) { text += markup.description }
        public mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
        public mutating func appendInterpolation(_ value: String) { text += Markup.escaped(value) }
    }

    public static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            // Characters that XML does not know.
            case "\0"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}": text += "\u{FFFD}"
            default: text.append(character)
            }
        }
    }
}
