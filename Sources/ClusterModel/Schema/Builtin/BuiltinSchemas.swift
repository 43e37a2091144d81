import JSONValue

/// The schemas of the built-in kinds, read from the compact notation of `BuiltinDefinitions`.
///
/// A line that starts at the margin names a type; the indented words below it are its members:
/// `name!:type|flag|flag` where `!` means required, the type is a primitive, another definition, `[list]` or `{map}`,
/// and the flags are `map=key+key` and `set` (list types), `atomic` (map type), `patch=strategy+strategy=mergeKey`.
/// The facts are those of the OpenAPI document that Kubernetes publishes.
enum BuiltinSchemas {
    static func definition(_ name: String) -> SchemaNode? { definitions[name] }

    /// The definitions that `name` needs, itself included.
    static func closure(of name: String) -> Set<String> {
        var found: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            guard let node = definitions[next], found.insert(next).inserted else { continue }
            for member in node.properties.values { open.append(contentsOf: references(in: member)) }
        }
        return found
    }

    private static func references(in node: SchemaNode) -> [String] {
        [node.reference].compactMap { $0 }
            + [node.items, node.additionalProperties].compactMap { $0 }
            .flatMap(references)
    }

    private static let definitions: [String: SchemaNode] = {
        var definitions: [String: SchemaNode] = [:]
        for text in BuiltinDefinitions.all { parse(text, into: &definitions) }
        return definitions
    }()

    private static func parse(_ text: String, into definitions: inout [String: SchemaNode]) {
        var header = ""
        var members: [Substring] = []
        func finish() {
            let words = header.split(separator: " ")
            guard let name = words.first else { return }
            definitions[String(name)] = definition(members, isAtomic: words.dropFirst().first == "|atomic")
        }
        for line in text.split(separator: "\n") {
            if line.first == " " {
                members.append(contentsOf: line.split(separator: " "))
            } else {
                finish()
                header = String(line)
                members = []
            }
        }
        finish()
    }

    private static func definition(_ members: [Substring], isAtomic: Bool) -> SchemaNode {
        var properties: [String: SchemaNode] = [:]
        var required: [String] = []
        for member in members {
            guard let colon = member.firstIndex(of: ":") else { continue }
            var name = String(member[..<colon])
            if name.last == "!" {
                name.removeLast()
                required.append(name)
            }
            let parts = member[member.index(after: colon)...].split(separator: "|")
            properties[name] = node(parts.first ?? "any", flags: parts.dropFirst())
        }
        return SchemaNode(kind: .object, properties: properties, required: required, isAtomicMap: isAtomic)
    }

    private static func node(_ type: Substring, flags: ArraySlice<Substring>) -> SchemaNode {
        var listType: SchemaNode.ListType?
        var strategy: SchemaNode.PatchStrategy?
        var isAtomicMap = false
        for flag in flags {
            let parts = flag.split(separator: "=").map(String.init)
            switch parts.first {
            case "set": listType = .set
            case "atomic": isAtomicMap = true
            case "map": listType = .map(keys: parts.dropFirst().joined().split(separator: "+").map(String.init))
            case "patch":
                let words = parts.count > 1 ? parts[1].split(separator: "+") : []
                strategy = SchemaNode.PatchStrategy(
                    merges: words.contains("merge"), retainsKeys: words.contains("retainKeys"),
                    mergeKey: parts.count > 2 ? parts[2] : nil)
            default: break
            }
        }
        if type.first == "[" {
            return SchemaNode(
                kind: .array, items: node(type.dropFirst().dropLast(), flags: []), listType: listType,
                patchStrategy: strategy)
        }
        if type.first == "{" {
            return SchemaNode(
                kind: .object, additionalProperties: node(type.dropFirst().dropLast(), flags: []),
                isAtomicMap: isAtomicMap, patchStrategy: strategy)
        }
        return scalar(type, isAtomicMap: isAtomicMap, strategy: strategy)
    }

    private static func scalar(
        _ type: Substring, isAtomicMap: Bool, strategy: SchemaNode.PatchStrategy?
    ) -> SchemaNode {
        switch type {
        case "string": return SchemaNode(kind: .string)
        case "bytes": return SchemaNode(kind: .string, format: "byte")
        case "time", "microtime": return SchemaNode(kind: .string, format: "date-time", isNullable: true)
        case "quantity": return SchemaNode(kind: .string, format: "quantity", isIntOrString: true)
        case "intorstring": return SchemaNode(kind: .string, format: "int-or-string", isIntOrString: true)
        case "int32", "int64": return SchemaNode(kind: .integer, format: String(type))
        case "double": return SchemaNode(kind: .number, format: "double")
        case "bool": return SchemaNode(kind: .boolean)
        case "any": return .anything
        default:
            return SchemaNode(
                kind: .object, isAtomicMap: isAtomicMap, patchStrategy: strategy, reference: String(type))
        }
    }
}

/// The compact notation itself; see `BuiltinSchemas`.
enum BuiltinDefinitions {
    static let all = [meta, core, pods, storage, workloads, autoscaling, others]
}
