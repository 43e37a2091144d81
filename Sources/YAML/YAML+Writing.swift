public import JSONValue

extension YAML {
    /// Block style as `kubectl get -o yaml` prints it: lists at their key's own column, members by name, except that
    /// `apiVersion`, `kind`, `metadata`, `spec` and `status` of an object come first, in this order.
    ///
    /// What is written reads back as the same JSON. The text ends with a newline.
    public static func write(_ json: JSON) -> String {
        var writer = YAMLWriter()
        writer.write(document: json)
        return writer.output
    }

    /// Several documents, separated by `---`.
    public static func write(_ documents: [JSON]) -> String {
        documents.map { write($0) }.joined(separator: "---\n")
    }
}

private struct YAMLWriter {
    var output = ""

    mutating func write(document json: JSON) {
        switch json {
        case .object(let members) where !members.isEmpty: write(members, indent: 0, startsOnLine: false)
        case .array(let elements) where !elements.isEmpty: write(elements, indent: 0, startsOnLine: false)
        default:
            writeScalar(json, indent: 0)
        }
    }

    private mutating func write(_ members: JSONObject, indent: Int, startsOnLine: Bool) {
        var needsIndent = !startsOnLine
        for key in Self.order(members) {
            if needsIndent { pad(indent) }
            needsIndent = true
            writeKey(YAMLText.quotedWhereNeeded(key), indent: indent)
            writeValue(members[key] ?? .null, indent: indent)
        }
    }

    /// Readers expect the colon within 1024 characters; where it stands later the key says that it is one.
    private mutating func writeKey(_ key: String, indent: Int) {
        guard key.unicodeScalars.count > 1000 else {
            output += key + ":"
            return
        }
        output += "? " + key + "\n"
        pad(indent)
        output += ":"
    }

    private mutating func write(_ elements: [JSON], indent: Int, startsOnLine: Bool) {
        var needsIndent = !startsOnLine
        for element in elements {
            if needsIndent { pad(indent) }
            needsIndent = true
            output += "-"
            writeElement(element, indent: indent + 2)
        }
    }

    private mutating func writeValue(_ value: JSON, indent: Int) {
        switch value {
        case .object(let members) where !members.isEmpty:
            output += "\n"
            write(members, indent: indent + 2, startsOnLine: false)
        case .array(let elements) where !elements.isEmpty:
            output += "\n"
            write(elements, indent: indent, startsOnLine: false)
        default:
            output += " "
            writeScalar(value, indent: indent + 2)
        }
    }

    private mutating func writeElement(_ element: JSON, indent: Int) {
        output += " "
        switch element {
        case .object(let members) where !members.isEmpty: write(members, indent: indent, startsOnLine: true)
        case .array(let elements) where !elements.isEmpty: write(elements, indent: indent, startsOnLine: true)
        default: writeScalar(element, indent: indent)
        }
    }

    private mutating func writeScalar(_ value: JSON, indent: Int) {
        if case .string(let text) = value, let block = YAMLText.block(text, indent: max(indent, 2)) {
            output += block
        } else if case .string(let text) = value {
            output += YAMLText.quotedWhereNeeded(text) + "\n"
        } else {
            output += value.serializedString + "\n"
        }
    }

    private mutating func pad(_ count: Int) { output += String(repeating: " ", count: count) }

    private static let leading = ["apiVersion", "kind", "metadata", "spec", "status"]

    private static func order(_ members: JSONObject) -> [String] {
        let sorted = Array(members.keys)
        guard members["apiVersion"] != nil, members["kind"] != nil else { return sorted }
        return leading.filter { members[$0] != nil } + sorted.filter { !leading.contains($0) }
    }
}
