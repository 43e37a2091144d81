/// The text of an expression, and the lines and columns of its bytes.
struct SourceText: Sendable {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func error(at range: SourceRange, _ message: String, hint: String) -> PromQLError {
        error(at: range.lowerBound, message, hint: hint)
    }

    func error(at offset: Int, _ message: String, hint: String) -> PromQLError {
        let before = bytes[..<min(offset, bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return PromQLError(
            line: 1 + before.count { $0 == UInt8(ascii: "\n") },
            column: 1 + String(decoding: before[lineStart...], as: UTF8.self).count, message: message, hint: hint)
    }

    /// The text of a part, on one line and short enough for a message.
    func excerpt(_ range: SourceRange) -> String {
        let text = String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ").shortened
    }
}

extension String {
    /// At most 60 scalars: a character may have any number of them.
    var shortened: String {
        unicodeScalars.count > 60 ? String(String.UnicodeScalarView(unicodeScalars.prefix(57))) + "..." : self
    }
}
