import JSONValue

/// Which fields of an object: a tree of path elements, as `managedFields` writes it (`FieldsV1`).
struct FieldSet: Sendable, Hashable {
    /// `f:name`, `k:{...}`, `v:...` or `i:0`, exactly as written.
    private(set) var children: [String: FieldSet] = [:]
    /// Whether the field itself belongs to the set, and not only what lies below it.
    private(set) var containsSelf = false

    static let empty = FieldSet()
    static let leaf = FieldSet(containsSelf: true)

    init(children: [String: FieldSet] = [:], containsSelf: Bool = false) {
        self.children = children
        self.containsSelf = containsSelf
    }

    var isEmpty: Bool { !containsSelf && children.isEmpty }

    subscript(element: String) -> FieldSet {
        get { children[element] ?? .empty }
        set { children[element] = newValue.isEmpty ? nil : newValue }
    }

    mutating func insertSelf() { containsSelf = true }

    func union(_ other: FieldSet) -> FieldSet {
        FieldSet(
            children: children.merging(other.children) { $0.union($1) },
            containsSelf: containsSelf || other.containsSelf)
    }

    func intersection(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(containsSelf: containsSelf && other.containsSelf)
        for (element, child) in children { result[element] = child.intersection(other[element]) }
        return result
    }

    /// Exactly the fields that the other set does not name.
    func subtracting(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(containsSelf: containsSelf && !other.containsSelf)
        for (element, child) in children { result[element] = child.subtracting(other[element]) }
        return result
    }

    /// As `subtracting`, and everything below a named field with it.
    func recursivelySubtracting(_ other: FieldSet) -> FieldSet {
        if other.containsSelf { return .empty }
        var result = FieldSet(containsSelf: containsSelf)
        for (element, child) in children { result[element] = child.recursivelySubtracting(other[element]) }
        return result
    }

    /// Whether the field or anything below it is in the set.
    func touches(_ element: String) -> Bool { children[element] != nil }

    /// The paths of all fields, written as conflicts name them: `.spec.containers[name="main"].image`.
    var paths: [String] { paths(below: "") }

    private func paths(below prefix: String) -> [String] {
        let own = containsSelf && !prefix.isEmpty ? [prefix] : []
        return own
            + children.sorted { $0.key < $1.key }.flatMap { element, child in
                child.paths(below: prefix + Self.written(element))
            }
    }

    private static func written(_ element: String) -> String {
        let body = String(element.dropFirst(2))
        switch element.prefix(2) {
        case "f:": return ".\(body)"
        case "k:":
            let keys = (try? JSON(parsing: body))?.objectValue ?? [:]
            let pairs = keys.map { "\($0.key)=\($0.value.serializedString)" }
            return "[\(pairs.joined(separator: ","))]"
        case "v:": return "[=\(body)]"
        default: return "[\(body)]"
        }
    }
}

extension FieldSet {
    /// Reads `fieldsV1`.
    init(fieldsV1 json: JSON) {
        var set = FieldSet()
        for (element, child) in json.objectValue ?? [:] {
            if element == "." { set.containsSelf = true } else { set.children[element] = FieldSet(below: child) }
        }
        self = set
    }

    /// A member without members is a field itself.
    private init(below json: JSON) {
        let members = json.objectValue ?? [:]
        if members.isEmpty { self = .leaf } else { self.init(fieldsV1: json) }
    }

    var fieldsV1: JSON {
        var members = children.mapValues { $0.children.isEmpty ? JSON.object([:]) : $0.fieldsV1 }
        if containsSelf, !children.isEmpty { members["."] = [:] }
        return .object(JSONObject(members))
    }
}
