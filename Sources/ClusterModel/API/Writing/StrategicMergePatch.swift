import JSONValue
import KubernetesTypes

/// Strategic merge patches: lists with a merge key are merged element by element, and `$` members direct how.
enum StrategicMergePatch {
    private static let directive = "$patch"
    private static let retainKeys = "$retainKeys"
    private static let deletion = "$deleteFromPrimitiveList/"
    private static let order = "$setElementOrder/"

    /// - Throws: 400 for a patch that is no object or a list whose elements lack their merge key.
    static func apply(_ patch: JSON, to object: inout JSON, _ schema: SchemaNode) throws(Status) {
        guard let members = patch.objectValue else { throw .badRequest("the patch is no JSON object") }
        object = .object(try merged(object.objectValue ?? [:], members, schema) ?? [:])
    }

    /// `nil` where the patch deletes the object.
    private static func merged(
        _ original: JSONObject, _ patch: JSONObject, _ schema: SchemaNode?
    ) throws(Status) -> JSONObject? {
        var original = original
        switch patch[directive]?.stringValue {
        case "delete": return nil
        case "replace":
            original = [:]
        case "merge", nil: break
        case let other?: throw .badRequest("Unknown patch type: \(other)")
        }
        if let kept = patch[retainKeys]?.arrayValue?.compactMap(\.stringValue) {
            original = original.filter { kept.contains($0.key) }
        }
        for (name, value) in patch where !name.hasPrefix("$") {
            original[name] = try member(original[name], value, schema?.member(name), orderedBy: patch[order + name])
        }
        try reorderUnpatched(&original, patch, schema)
        try deletePrimitives(&original, patch)
        return original
    }

    private static func member(
        _ original: JSON?, _ value: JSON, _ schema: SchemaNode?, orderedBy order: JSON?
    ) throws(Status) -> JSON? {
        switch value {
        case .null: return nil
        case .object(let members):
            return try merged(original?.objectValue ?? [:], members, schema).map(JSON.object)
        case .array(let elements):
            guard let strategy = schema?.patchStrategy, strategy.merges else { return .array(elements) }
            return .array(
                try mergedList(
                    original?.arrayValue ?? [], elements, key: strategy.mergeKey, schema?.items,
                    orderedBy: order?.arrayValue))
        default: return value
        }
    }

    private static func mergedList(
        _ original: [JSON], _ patch: [JSON], key: String?, _ schema: SchemaNode?, orderedBy order: [JSON]?
    ) throws(Status) -> [JSON] {
        guard let key else {
            let merged = original + patch.filter { !original.contains($0) }
            return sorted(merged, original, by: order ?? patch, identity: { $0 })
        }
        if patch.contains(where: { $0 == [directive: "replace"] }) {
            return patch.filter { $0 != [directive: "replace"] }
        }
        var result = original
        for element in patch {
            guard let identity = element[key] else {
                throw .badRequest("map: \(element.serializedString) does not contain declared merge key: \(key)")
            }
            let index = result.firstIndex { $0[key] == identity }
            let merged = try merged(index.flatMap { result[$0].objectValue } ?? [:], element.objectValue ?? [:], schema)
            switch (index, merged) {
            case (let index?, let merged?): result[index] = .object(merged)
            case (let index?, nil): result.remove(at: index)
            case (nil, let merged?): result.append(.object(merged))
            case (nil, nil): break
            }
        }
        return sorted(result, original, by: (order ?? patch).compactMap { $0[key] }) { $0[key] ?? .null }
    }

    /// Orders the elements that the patch names as it names them; the others keep their place among them.
    private static func sorted(
        _ elements: [JSON], _ original: [JSON], by order: [JSON], identity: (JSON) -> JSON
    ) -> [JSON] {
        let before = original.map(identity)
        var named = elements.filter { order.contains(identity($0)) }
        named.sort { left, right in
            (order.firstIndex(of: identity(left)) ?? 0) < (order.firstIndex(of: identity(right)) ?? 0)
        }
        var others = elements.filter { !order.contains(identity($0)) }[...]
        var result: [JSON] = []
        for element in named {
            if let position = before.firstIndex(of: identity(element)) {
                while let other = others.first, (before.firstIndex(of: identity(other)) ?? .max) < position {
                    result.append(other)
                    others = others.dropFirst()
                }
            }
            result.append(element)
        }
        return result + others
    }

    /// An order may be given for a list that the patch does not touch otherwise.
    private static func reorderUnpatched(
        _ members: inout JSONObject, _ patch: JSONObject, _ schema: SchemaNode?
    ) throws(Status) {
        for (name, value) in patch where name.hasPrefix(order) {
            let field = String(name.dropFirst(order.count))
            guard patch[field] == nil, let elements = members[field]?.arrayValue, let order = value.arrayValue else {
                continue
            }
            let key = schema?.member(field)?.patchStrategy?.mergeKey
            let identities = key.map { key in order.compactMap { $0[key] } } ?? order
            members[field] = .array(
                sorted(elements, elements, by: identities) { element in key.map { element[$0] ?? .null } ?? element })
        }
    }

    private static func deletePrimitives(_ members: inout JSONObject, _ patch: JSONObject) throws(Status) {
        for (name, value) in patch where name.hasPrefix(deletion) {
            let field = String(name.dropFirst(deletion.count))
            guard let elements = members[field]?.arrayValue else { continue }
            members[field] = .array(elements.filter { !(value.arrayValue ?? []).contains($0) })
        }
    }
}
