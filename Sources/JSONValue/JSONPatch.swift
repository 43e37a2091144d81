/// One operation of a JSON patch (RFC 6902).
public enum JSONPatchOperation: Sendable, Hashable {
    case add(JSONPointer, JSON)
    case remove(JSONPointer)
    case replace(JSONPointer, JSON)
    case move(from: JSONPointer, to: JSONPointer)
    case copy(from: JSONPointer, to: JSONPointer)
    case test(JSONPointer, JSON)
}

public enum JSONPatchError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A `test` found another value: somebody changed the field since it was read.
    case testFailed(JSONPointer)
    case missingPath(JSONPointer)
    case malformed(String)

    public var description: String {
        switch self {
        case .testFailed(let path): "the value at \(path) is not the one that the patch expects"
        case .missingPath(let path): "the path \(path) does not exist"
        case .malformed(let reason): "not a JSON patch: \(reason)"
        }
    }
}

public struct JSONPatch: Sendable, Hashable {
    public var operations: [JSONPatchOperation]

    public init(_ operations: [JSONPatchOperation]) { self.operations = operations }

    public init(json: JSON) throws(JSONPatchError) {
        guard let elements = json.arrayValue else { throw .malformed("an array is needed, not \(json.typeName)") }
        var operations: [JSONPatchOperation] = []
        for element in elements { operations.append(try Self.operation(element)) }
        self.operations = operations
    }

    private static func operation(_ json: JSON) throws(JSONPatchError) -> JSONPatchOperation {
        let path = try pointer(json, "path")
        switch json["op"]?.stringValue {
        case "add": return .add(path, try value(json))
        case "remove": return .remove(path)
        case "replace": return .replace(path, try value(json))
        case "move": return .move(from: try pointer(json, "from"), to: path)
        case "copy": return .copy(from: try pointer(json, "from"), to: path)
        case "test": return .test(path, try value(json))
        case let other: throw .malformed("unknown op \(other ?? "(none)")")
        }
    }

    private static func pointer(_ json: JSON, _ member: String) throws(JSONPatchError) -> JSONPointer {
        guard let pointer = json[member]?.stringValue.flatMap({ JSONPointer($0) }) else {
            throw .malformed("\(member) is missing or not a JSON pointer")
        }
        return pointer
    }

    private static func value(_ json: JSON) throws(JSONPatchError) -> JSON {
        guard let value = json["value"] else { throw .malformed("value is missing") }
        return value
    }

    public var json: JSON {
        .array(
            operations.map { operation in
                switch operation {
                case .add(let path, let value): ["op": "add", "path": .string("\(path)"), "value": value]
                case .remove(let path): ["op": "remove", "path": .string("\(path)")]
                case .replace(let path, let value): ["op": "replace", "path": .string("\(path)"), "value": value]
                case .move(let from, let path):
                    ["op": "move", "from": .string("\(from)"), "path": .string("\(path)")]
                case .copy(let from, let path):
                    ["op": "copy", "from": .string("\(from)"), "path": .string("\(path)")]
                case .test(let path, let value): ["op": "test", "path": .string("\(path)"), "value": value]
                }
            })
    }
}

extension JSON {
    /// Applies the patch as a whole: on an error nothing has changed.
    public mutating func apply(_ patch: JSONPatch) throws(JSONPatchError) {
        var result = self
        for operation in patch.operations { try result.apply(operation) }
        self = result
    }

    private mutating func apply(_ operation: JSONPatchOperation) throws(JSONPatchError) {
        switch operation {
        case .add(let path, let value): try edit(path.tokens[...], path, .add(value))
        case .remove(let path): try edit(path.tokens[...], path, .remove)
        case .replace(let path, let value): try edit(path.tokens[...], path, .replace(value))
        case .move(let from, let path):
            guard let value = self[from] else { throw .missingPath(from) }
            try edit(from.tokens[...], from, .remove)
            try edit(path.tokens[...], path, .add(value))
        case .copy(let from, let path):
            guard let value = self[from] else { throw .missingPath(from) }
            try edit(path.tokens[...], path, .add(value))
        case .test(let path, let value):
            // As the API server does it, a member that is absent equals null.
            guard (self[path] ?? .null).isSameNumberOrEqual(to: value) else { throw .testFailed(path) }
        }
    }

    /// `1` and `1.0` are the same number in a `test`.
    private func isSameNumberOrEqual(to other: JSON) -> Bool {
        if let left = doubleValue, let right = other.doubleValue { return left == right }
        return self == other
    }

    private enum Edit { case add(JSON), remove, replace(JSON) }

    private mutating func edit(
        _ tokens: ArraySlice<String>, _ whole: JSONPointer, _ edit: Edit
    ) throws(JSONPatchError) {
        guard let token = tokens.first else {
            switch edit {
            case .add(let value), .replace(let value): self = value
            case .remove: self = .null
            }
            return
        }
        guard tokens.count > 1 else { return try editMember(token, whole, edit) }
        guard var child = child(token) else { throw .missingPath(whole) }
        try child.edit(tokens.dropFirst(), whole, edit)
        if case .array(var elements) = self, let index = Int(token) {
            elements[index] = child
            self = .array(elements)
        } else {
            self[token] = child
        }
    }

    private mutating func editMember(_ token: String, _ whole: JSONPointer, _ edit: Edit) throws(JSONPatchError) {
        switch (self, edit) {
        case (.object, .add(let value)): self[token] = value
        case (.object, .remove), (.object, .replace):
            guard self[token] != nil else { throw .missingPath(whole) }
            if case .replace(let value) = edit { self[token] = value } else { self[token] = nil }
        case (.array(var elements), _):
            try Self.editElement(&elements, token, whole, edit)
            self = .array(elements)
        default: throw .missingPath(whole)
        }
    }

    private static func editElement(
        _ elements: inout [JSON], _ token: String, _ whole: JSONPointer, _ edit: Edit
    ) throws(JSONPatchError) {
        let index = token == "-" ? elements.count : Int(token)
        guard let index else { throw .missingPath(whole) }
        switch edit {
        case .add(let value):
            guard (0...elements.count).contains(index) else { throw .missingPath(whole) }
            elements.insert(value, at: index)
        case .remove:
            guard elements.indices.contains(index) else { throw .missingPath(whole) }
            elements.remove(at: index)
        case .replace(let value):
            guard elements.indices.contains(index) else { throw .missingPath(whole) }
            elements[index] = value
        }
    }
}

extension JSON {
    /// Applies a merge patch (RFC 7386): `null` removes a member, objects merge, everything else replaces.
    public mutating func merge(_ patch: JSON) {
        guard case .object(let members) = patch else {
            self = patch
            return
        }
        if objectValue == nil { self = .object([:]) }
        for (key, value) in members {
            if value.isNull {
                self[key] = nil
            } else {
                var child = self[key] ?? .null
                child.merge(value)
                self[key] = child
            }
        }
    }
}
