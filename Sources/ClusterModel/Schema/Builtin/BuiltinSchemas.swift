import JSONValue

/// The schemas of the built-in kinds, read from the compact notation of `BuiltinDefinitions`.
///
/// A line that starts at the margin names a type; the indented words below it are its members:
/// `name!#2.4:type|flag|flag` where `!` means required, the numbers are those of the protobuf form, the type is a primitive, another definition, `[list]` or `{map}`,
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
            let head = member[..<colon].split(separator: "#")
            var name = String(head.first ?? "")
            if name.last == "!" {
                name.removeLast()
                required.append(name)
            }
            let parts = member[member.index(after: colon)...].split(separator: "|")
            var traits = MemberTraits(flags: parts.dropFirst())
            traits.protobufPath = head.count > 1 ? head[1].split(separator: ".").compactMap { Int($0) } : []
            properties[name] = node(parts.first ?? "any", traits)
        }
        return SchemaNode(kind: .object, properties: properties, required: required, isAtomicMap: isAtomic)
    }

    private static func node(_ type: Substring, _ traits: MemberTraits) -> SchemaNode {
        switch type.first {
        case "[":
            SchemaNode(
                kind: .array, items: node(type.dropFirst().dropLast(), MemberTraits()), listType: traits.listType,
                patchStrategy: traits.patchStrategy, protobufPath: traits.protobufPath)
        case "{":
            SchemaNode(
                kind: .object, additionalProperties: node(type.dropFirst().dropLast(), MemberTraits()),
                isAtomicMap: traits.isAtomicMap, patchStrategy: traits.patchStrategy,
                protobufPath: traits.protobufPath)
        default: scalar(type, traits)
        }
    }

    private static func scalar(_ type: Substring, _ traits: MemberTraits) -> SchemaNode {
        func make(
            _ kind: SchemaNode.Kind, _ format: String? = nil, isIntOrString: Bool = false, isNullable: Bool = false
        ) -> SchemaNode {
            SchemaNode(
                kind: kind, format: format, isIntOrString: isIntOrString, isNullable: isNullable,
                preservesUnknownFields: kind == .any, protobufPath: traits.protobufPath)
        }
        switch type {
        case "string": return make(.string)
        case "bytes": return make(.string, "byte")
        case "time": return make(.string, "date-time", isNullable: true)
        case "microtime": return make(.string, "micro-time", isNullable: true)
        case "quantity": return make(.string, "quantity", isIntOrString: true)
        case "intorstring": return make(.string, "int-or-string", isIntOrString: true)
        case "int32", "int64": return make(.integer, String(type))
        case "double": return make(.number, "double")
        case "bool": return make(.boolean)
        case "any": return make(.any)
        default:
            return SchemaNode(
                kind: .object, isAtomicMap: traits.isAtomicMap, patchStrategy: traits.patchStrategy,
                reference: String(type), protobufPath: traits.protobufPath)
        }
    }
}

/// What the notation says of a member beyond its type.
private struct MemberTraits {
    var listType: SchemaNode.ListType?
    var patchStrategy: SchemaNode.PatchStrategy?
    var isAtomicMap = false
    var protobufPath: [Int] = []

    init(flags: ArraySlice<Substring> = []) {
        for flag in flags {
            let parts = flag.split(separator: "=").map(String.init)
            switch parts.first {
            case "set": listType = .set
            case "atomic": isAtomicMap = true
            case "map": listType = .map(keys: parts.dropFirst().joined().split(separator: "+").map(String.init))
            case "patch":
                let words = parts.count > 1 ? parts[1].split(separator: "+") : []
                patchStrategy = SchemaNode.PatchStrategy(
                    merges: words.contains("merge"), retainsKeys: words.contains("retainKeys"),
                    mergeKey: parts.count > 2 ? parts[2] : nil)
            default: break
            }
        }
    }
}

/// The compact notation itself; see `BuiltinSchemas`.
enum BuiltinDefinitions {
    static let all = [meta, core, pods, storage, workloads, autoscaling, others, admission]
}
