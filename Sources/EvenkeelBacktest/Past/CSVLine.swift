/// One line of CSV as RFC 4180 has it: fields separated by commas; a field in quotation marks may contain commas, and
/// quotation marks that are doubled. A field that goes on in the next line is not read.
enum CSVLine {
    /// Without the spaces around them; `nil` where a quotation mark is not closed, or something follows a closed one.
    static func fields(_ text: String) -> [String]? {
        // Most lines have no quotation mark.
        guard text.utf8.contains(quote) else {
            return text.utf8.split(separator: comma, omittingEmptySubsequences: false).map { trimmed($0) }
        }
        var (fields, rest): ([String], Substring.UTF8View?) = ([], text[...].utf8)
        while let left = rest {
            guard let (field, next) = field(left) else { return nil }
            fields.append(field)
            rest = next
        }
        return fields
    }

    /// The first field, and what comes after its comma; `nil` for the latter in the last field.
    private static func field(_ text: Substring.UTF8View) -> (String, Substring.UTF8View?)? {
        let text = text.drop(while: isSpace)
        guard text.first == quote else {
            guard let end = text.firstIndex(of: comma) else { return (trimmed(text), nil) }
            return (trimmed(text[..<end]), text[text.index(after: end)...])
        }
        guard let (content, after) = quoted(text.dropFirst()) else { return nil }
        let rest = after.drop(while: isSpace)
        guard let next = rest.first else { return (content, nil) }
        return next == comma ? (content, rest.dropFirst()) : nil
    }

    /// What stands before the closing quotation mark, and what comes after it.
    private static func quoted(_ text: Substring.UTF8View) -> (String, Substring.UTF8View)? {
        var (content, rest): ([UInt8], Substring.UTF8View) = ([], text)
        while let end = rest.firstIndex(of: quote) {
            content += rest[..<end]
            rest = rest[rest.index(after: end)...]
            guard rest.first == quote else { return (String(decoding: content, as: UTF8.self), rest) }
            content.append(quote)
            rest = rest.dropFirst()
        }
        return nil
    }

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        let end = text.lastIndex { !isSpace($0) }.map { text.index(after: $0) } ?? text.startIndex
        return String(Substring(text[..<end].drop(while: isSpace)))
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// A number as programs write it, or as spreadsheets do, with commas between its thousands.
    static func number(_ text: String) -> Double? {
        if let number = Double(text) { return number }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = (parts.first ?? "").drop { $0 == "-" || $0 == "+" }.split(
            separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1, (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return Double(text.filter { $0 != "," })
    }
}
