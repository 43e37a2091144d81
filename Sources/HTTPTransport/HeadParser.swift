/// Makes the head of an answer from the lines that curl hands over one by one: status line, fields, empty line.
///
/// Interim answers (1xx) come before the final one and are dropped; trailers come after it and are dropped too. Both
/// count towards the limit.
struct HeadParser {
    enum Step: Equatable {
        case needsMore
        /// The final head; given once.
        case head(HTTPHead)
        case tooLarge
        case malformed
    }

    let maximumBytes: Int
    private var bytes = 0
    private var status = 0
    private var fields: [(name: String, value: String)] = []
    private var isComplete = false

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    mutating func consume(_ line: some Collection<UInt8>) -> Step {
        bytes += line.count
        guard bytes <= maximumBytes else { return .tooLarge }
        guard !isComplete else { return .needsMore }
        let text = Self.trimmed(String(decoding: line, as: UTF8.self))
        if text.hasPrefix("HTTP/") && line.first == UInt8(ascii: "H") && status == 0 { return begin(text) }
        if text.isEmpty { return finish() }
        return add(text, continuesField: line.first == 0x20 || line.first == 0x09)
    }

    private mutating func begin(_ statusLine: Substring) -> Step {
        let parts = statusLine.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, let code = Int(parts[1]), (100...999).contains(code) else { return .malformed }
        status = code
        fields = []
        return .needsMore
    }

    private mutating func add(_ text: Substring, continuesField: Bool) -> Step {
        if continuesField, let last = fields.popLast() {
            fields.append((last.name, last.value + " " + text))
            return .needsMore
        }
        guard status != 0, let colon = text.firstIndex(of: ":") else { return .malformed }
        fields.append((String(text[..<colon]), String(Self.trimmed(text[text.index(after: colon)...]))))
        return .needsMore
    }

    private mutating func finish() -> Step {
        guard status >= 200 else {
            defer { status = 0 }
            return status == 0 ? .malformed : .needsMore
        }
        isComplete = true
        return .head(HTTPHead(status: status, headers: HTTPHeaders(fields)))
    }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r\n" || $0 == "\r" || $0 == "\n" }
        let start = text.drop(while: isBlank)
        let end = start.lastIndex { !isBlank($0) }.map { start.index(after: $0) } ?? start.startIndex
        return Substring(start[..<end])
    }
}
