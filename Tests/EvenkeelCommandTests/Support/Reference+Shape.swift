import JSONValue

extension Reference {
    /// The type of a field: lists and maps around an inner schema.
    struct Shape {
        /// The schema that contains the fields, if there are any.
        let inner: JSON
        /// The continuation of the path to these fields.
        let suffix: String
        private let prefix: String

        init(_ schema: JSON) {
            if let items = schema["items"] {
                let shape = Shape(items)
                (inner, suffix, prefix) = (shape.inner, "[]" + shape.suffix, "list of " + shape.prefix)
            } else if let values = schema["additionalProperties"], values.boolValue == nil {
                (inner, suffix, prefix) = (values, ".*", "map of ")
            } else {
                (inner, suffix, prefix) = (schema, "", "")
            }
        }

        /// In words, with `name` instead of the type of the inner schema if there is one.
        func type(_ name: String?) -> String { prefix + (name ?? Self.type(of: inner)) }

        private static func type(of schema: JSON) -> String {
            if let values = schema["enum"]?.arrayValue {
                return values.compactMap(\.stringValue).map { "`\($0)`" }.joined(separator: ", ")
            }
            let type = schema["type"]?.stringValue ?? "any"
            return schema["format"]?.stringValue.map { "\(type) (\($0))" } ?? type
        }
    }

    /// The object types that more than one field has.
    struct SharedTypes {
        struct Named {
            var name: String
            var schema: JSON
        }

        private(set) var all: [Named] = []

        /// Their names, by the name of the first field that has the type.
        private static let names = [
            "conditions": "Condition", "prometheus": "Endpoint", "alertmanager": "Endpoint", "tls": "TLS",
            "headersFrom": "HeaderFromSecret", "caSecretRef": "SecretReference", "secretRef": "SecretReference",
            "gates": "GateStatus", "signals": "Evidence", "evidence": "Evidence", "targetRef": "TargetReference",
            "pods": "PodReference", "pod": "PodReference",
        ]

        init(_ schemas: [JSON]) {
            var found: [(field: String, schema: JSON, count: Int)] = []
            func visit(_ field: String, _ schema: JSON) {
                let inner = Shape(schema).inner
                guard let properties = inner["properties"]?.objectValue, !properties.isEmpty else { return }
                if let index = found.firstIndex(where: { Self.isEqual($0.schema, inner) }) {
                    found[index].count += 1
                } else {
                    found.append((field, inner, 1))
                }
                for (key, member) in properties.sorted(by: { $0.key < $1.key }) { visit(key, member) }
            }
            for schema in schemas { visit("", schema) }
            all = found.filter { $0.count > 1 }.map { Named(name: Self.names[$0.field] ?? $0.field, schema: $0.schema) }
                .sorted { $0.name < $1.name }
        }

        func name(of schema: JSON) -> String? { all.first { Self.isEqual($0.schema, schema) }?.name }

        /// The descriptions of the types themselves may differ, because a field describes its own use.
        private static func isEqual(_ left: JSON, _ right: JSON) -> Bool {
            left["properties"] != nil && left["properties"] == right["properties"]
                && left["required"] == right["required"]
        }
    }
}
