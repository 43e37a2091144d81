extension JSON {
    /// Compact JSON with members in the order of their names, so that equal values give equal bytes.
    ///
    /// Numbers that JSON cannot hold (NaN, infinities) are written as `null`.
    public var serialized: [UInt8] {
        var output: [UInt8] = []
        append(to: &output, indent: nil)
        return output
    }

    public var serializedString: String { String(decoding: serialized, as: UTF8.self) }

    /// The same with two spaces of indentation, for people.
    public var prettyPrinted: String {
        var output: [UInt8] = []
        append(to: &output, indent: 0)
        return String(decoding: output, as: UTF8.self)
    }

    private func append(to output: inout [UInt8], indent: Int?) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): output.append(contentsOf: String(value).utf8)
        case .number(let value): output.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
        case .string(let value): Self.appendQuoted(value, to: &output)
        case .array(let elements):
            Self.appendList(elements, "[", "]", to: &output, indent: indent) { element, output, indent in
                element.append(to: &output, indent: indent)
            }
        case .object(let members):
            Self.appendList(members, "{", "}", to: &output, indent: indent) { member, output, indent in
                Self.appendQuoted(member.key, to: &output)
                output.append(contentsOf: (indent == nil ? ":" : ": ").utf8)
                member.value.append(to: &output, indent: indent)
            }
        }
    }

    private static func appendList<Elements: Collection>(
        _ elements: Elements, _ open: String, _ close: String, to output: inout [UInt8], indent: Int?,
        write: (Elements.Element, inout [UInt8], Int?) -> Void
    ) {
        output.append(contentsOf: open.utf8)
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            appendNewline(to: &output, indent: indent.map { $0 + 1 })
            write(element, &output, indent.map { $0 + 1 })
        }
        if !elements.isEmpty { appendNewline(to: &output, indent: indent) }
        output.append(contentsOf: close.utf8)
    }

    private static func appendNewline(to output: inout [UInt8], indent: Int?) {
        guard let indent else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
    }

    private static func appendQuoted(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
            case 0x0A: output.append(contentsOf: "\\n".utf8)
            case 0x0D: output.append(contentsOf: "\\r".utf8)
            case 0x09: output.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                output.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
