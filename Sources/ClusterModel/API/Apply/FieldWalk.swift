import JSONValue

/// From values and schemas to the fields that they set or change.
enum FieldWalk {
    /// The fields that an applied object sets.
    static func fields(of value: JSON, _ schema: SchemaNode?) -> FieldSet {
        var set = fieldsBelow(value, schema)
        set.insertSelf()
        return FieldSet(children: set.children)
    }

    private static func fieldsBelow(_ value: JSON, _ schema: SchemaNode?) -> FieldSet {
        guard let parts = parts(of: value, schema), !parts.isEmpty else { return .leaf }
        var set = FieldSet()
        for part in parts {
            var child = fieldsBelow(part.value, part.schema)
            if part.isElement { child.insertSelf() }
            set[part.element] = child
        }
        return set
    }

    /// The fields that differ between two values: added or changed ones, and removed ones.
    static func difference(
        _ old: JSON?, _ new: JSON?, _ schema: SchemaNode?
    ) -> (changed: FieldSet, removed: FieldSet) {
        if old == new { return (.empty, .empty) }
        let oldParts = old.flatMap { parts(of: $0, schema) }
        let newParts = new.flatMap { parts(of: $0, schema) }
        guard oldParts != nil || newParts != nil else {
            return new == nil ? (.empty, .leaf) : (.leaf, .empty)
        }
        // A scalar that became an object, or the other way round.
        if old != nil, new != nil, (oldParts == nil) != (newParts == nil) { return (.leaf, .empty) }
        var changed = FieldSet(containsSelf: old == nil)
        var removed = FieldSet(containsSelf: new == nil)
        let before = Dictionary((oldParts ?? []).map { ($0.element, $0) }, uniquingKeysWith: { $1 })
        let after = Dictionary((newParts ?? []).map { ($0.element, $0) }, uniquingKeysWith: { $1 })
        for element in Set(before.keys).union(after.keys) {
            let child = difference(
                before[element]?.value, after[element]?.value, (after[element] ?? before[element])?.schema)
            changed[element] = child.changed
            removed[element] = child.removed
        }
        return (changed, removed)
    }

    struct Part {
        var element: String
        var value: JSON
        var schema: SchemaNode?
        /// An element of a list, which is owned as such.
        var isElement: Bool
    }

    /// The parts of a value that can have owners of their own; `nil` for a value that is owned as a whole.
    static func parts(of value: JSON, _ schema: SchemaNode?) -> [Part]? {
        switch value {
        case .object(let members):
            if schema?.isAtomic == true { return nil }
            return members.map { name, member in
                Part(element: "f:\(name)", value: member, schema: schema?.member(name), isElement: false)
            }
        case .array(let elements):
            switch schema?.listType {
            case .set:
                return elements.map {
                    Part(element: "v:\($0.serializedString)", value: $0, schema: schema?.items, isElement: true)
                }
            case .map(let keys):
                return elements.map {
                    Part(
                        element: element(of: $0, keys, schema?.items), value: $0, schema: schema?.items, isElement: true
                    )
                }
            case .atomic, nil: return nil
            }
        default: return nil
        }
    }

    /// `k:{"containerPort":80,"protocol":"TCP"}`. A key that is absent has its default.
    private static func element(of value: JSON, _ keys: [String], _ schema: SchemaNode?) -> String {
        var identity: JSONObject = [:]
        for key in keys {
            identity[key] = value[key] ?? schema?.member(key)?.defaultValue ?? (key == "protocol" ? "TCP" : nil)
        }
        return "k:\(JSON.object(identity).serializedString)"
    }

    /// Takes the fields of a set out of a value.
    static func remove(_ fields: FieldSet, from value: JSON, _ schema: SchemaNode?) -> JSON? {
        if fields.containsSelf { return nil }
        guard let parts = parts(of: value, schema) else { return value }
        var kept: [(Part, JSON)] = []
        for part in parts {
            guard fields.touches(part.element) else {
                kept.append((part, part.value))
                continue
            }
            if let rest = remove(fields[part.element], from: part.value, part.schema) { kept.append((part, rest)) }
        }
        if value.arrayValue != nil { return .array(kept.map(\.1)) }
        return .object(JSONObject(kept.map { (String($0.0.element.dropFirst(2)), $0.1) }))
    }

    /// The live value with an applied one laid over it.
    static func merge(_ live: JSON?, _ applied: JSON, _ schema: SchemaNode?) -> JSON {
        guard let live, let parts = parts(of: applied, schema), let liveParts = self.parts(of: live, schema),
            (live.arrayValue != nil) == (applied.arrayValue != nil)
        else { return applied }
        let overlay = Dictionary(parts.map { ($0.element, $0) }, uniquingKeysWith: { $1 })
        let known = Set(liveParts.map(\.element))
        var result = liveParts.map { part in
            (part.element, overlay[part.element].map { merge(part.value, $0.value, $0.schema) } ?? part.value)
        }
        result += parts.filter { !known.contains($0.element) }.map { ($0.element, $0.value) }
        if applied.arrayValue != nil { return .array(result.map(\.1)) }
        return .object(JSONObject(result.map { (String($0.0.dropFirst(2)), $0.1) }))
    }
}
