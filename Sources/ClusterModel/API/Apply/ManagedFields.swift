import JSONValue
import KubernetesTypes

/// One manager's share of an object.
struct ManagedFieldsEntry: Sendable, Hashable {
    enum Operation: String, Sendable { case apply = "Apply", update = "Update" }

    /// Who: the same manager may have several shares.
    struct Identity: Sendable, Hashable {
        var manager: String
        var operation: Operation
        var apiVersion: String
        var subresource: String
    }

    var identity: Identity
    var time: String
    var fields: FieldSet

    init(identity: Identity, time: String, fields: FieldSet) {
        self.identity = identity
        self.time = time
        self.fields = fields
    }

    init?(_ json: JSON) {
        guard let manager = json["manager"]?.stringValue,
            let operation = json["operation"]?.stringValue.flatMap({ Operation(rawValue: $0) }),
            let fields = json["fieldsV1"]
        else { return nil }
        identity = Identity(
            manager: manager, operation: operation, apiVersion: json["apiVersion"]?.stringValue ?? "",
            subresource: json["subresource"]?.stringValue ?? "")
        time = json["time"]?.stringValue ?? ""
        self.fields = FieldSet(fieldsV1: fields)
    }

    var json: JSON {
        var json: JSON = [
            "manager": .string(identity.manager), "operation": .string(identity.operation.rawValue),
            "apiVersion": .string(identity.apiVersion), "fieldsType": "FieldsV1", "fieldsV1": fields.fieldsV1,
        ]
        if !time.isEmpty { json["time"] = .string(time) }
        if !identity.subresource.isEmpty { json["subresource"] = .string(identity.subresource) }
        return json
    }
}

/// Who manages which fields of an object.
struct ManagedFields: Sendable {
    private(set) var entries: [ManagedFieldsEntry] = []
    /// More managers by update than this are merged into one, as the API server does it.
    private static let maximumUpdateManagers = 10

    init() {}

    /// - Parameter fallback: the object before the change, whose managers count where the new one names none.
    init(of object: JSON, fallback: JSON) {
        let own = object.at("metadata", "managedFields")?.arrayValue
        let source = own ?? fallback.at("metadata", "managedFields")?.arrayValue ?? []
        entries = source.compactMap { ManagedFieldsEntry($0) }
    }

    var json: JSON? { entries.isEmpty ? nil : .array(entries.map(\.json)) }

    func sameOwners(as other: ManagedFields) -> Bool {
        func shares(_ fields: ManagedFields) -> [ManagedFieldsEntry.Identity: FieldSet] {
            Dictionary(fields.entries.map { ($0.identity, $0.fields) }, uniquingKeysWith: { $1 })
        }
        return shares(self) == shares(other)
    }

    // MARK: Updates

    /// Books a change made by anything but an apply: what it changed is its own now, and nobody else's.
    mutating func recordUpdate(from old: JSON, to new: JSON, _ context: RequestContext, part: ObjectPart) {
        let schema = context.definition.schema
        let (changed, removed) = FieldWalk.difference(
            Self.stripped(old), Self.stripped(new), schema)
        let difference = Self.withoutContainers(changed, isCustom: context.definition.custom != nil)
        for index in entries.indices {
            entries[index].fields = entries[index].fields.subtracting(difference).recursivelySubtracting(removed)
        }
        let identity = ManagedFieldsEntry.Identity(
            manager: context.fieldManager, operation: .update, apiVersion: context.definition.groupVersion,
            subresource: context.path.subresource ?? "")
        set(identity, adding: difference, now: context.now)
    }

    private mutating func set(
        _ identity: ManagedFieldsEntry.Identity, adding fields: FieldSet, now: Timestamp
    ) {
        if !fields.isEmpty {
            if let index = entries.firstIndex(where: { $0.identity == identity }) {
                entries[index].fields = entries[index].fields.union(fields)
                entries[index].time = "\(now)"
            } else {
                entries.append(ManagedFieldsEntry(identity: identity, time: "\(now)", fields: fields))
            }
        }
        entries.removeAll { $0.fields.isEmpty }
        mergeOldUpdates()
    }

    private mutating func mergeOldUpdates() {
        while entries.count(where: { $0.identity.operation == .update }) > Self.maximumUpdateManagers {
            let updates = entries.indices.filter { entries[$0].identity.operation == .update }
            let (first, second) = (updates[0], updates[1])
            entries[second].fields = entries[second].fields.union(entries[first].fields)
            entries[second].identity.manager = "ancient-changes"
            entries.remove(at: first)
        }
    }

    // MARK: Apply

    /// The share of the applier before; `nil` for its first apply.
    func applied(_ identity: ManagedFieldsEntry.Identity) -> FieldSet? {
        entries.first { $0.identity == identity }?.fields
    }

    mutating func setApplied(_ identity: ManagedFieldsEntry.Identity, _ fields: FieldSet, now: Timestamp) {
        if let index = entries.firstIndex(where: { $0.identity == identity }) {
            if entries[index].fields == fields { return }
            entries[index].fields = fields
            entries[index].time = "\(now)"
        } else {
            // Applied shares come first.
            let position = entries.firstIndex { $0.identity.operation == .update } ?? entries.endIndex
            entries.insert(ManagedFieldsEntry(identity: identity, time: "\(now)", fields: fields), at: position)
        }
        entries.removeAll { $0.fields.isEmpty }
    }

    mutating func take(_ fields: FieldSet, removed: FieldSet, except identity: ManagedFieldsEntry.Identity) {
        for index in entries.indices where entries[index].identity != identity {
            entries[index].fields = entries[index].fields.subtracting(fields).recursivelySubtracting(removed)
        }
        entries.removeAll { $0.fields.isEmpty }
    }

    func others(than identity: ManagedFieldsEntry.Identity) -> [ManagedFieldsEntry] {
        entries.filter { $0.identity != identity }
    }

    // MARK: What nobody manages

    /// Fields of the metadata that the API server keeps itself.
    private static let bookkeeping = [
        "name", "namespace", "uid", "creationTimestamp", "generation", "resourceVersion", "managedFields", "selfLink",
        "deletionTimestamp", "deletionGracePeriodSeconds",
    ]

    static func stripped(_ object: JSON) -> JSON {
        var object = object
        object["apiVersion"] = nil
        object["kind"] = nil
        guard var metadata = object["metadata"] else { return object }
        for member in bookkeeping { metadata[member] = nil }
        object["metadata"] = metadata
        if metadata == [:] { object["metadata"] = nil }
        return object
    }

    /// Containers that every object of a kind has are nobody's: `f:metadata` always, and in built-in kinds what Go
    /// embeds without a pointer.
    private static func withoutContainers(_ fields: FieldSet, isCustom: Bool) -> FieldSet {
        let containers = isCustom ? ["f:metadata"] : builtinContainers
        var result = FieldSet(containsSelf: fields.containsSelf)
        for (element, child) in fields.children {
            let isContainer = containers.contains(element) && !child.children.isEmpty
            result[element] =
                isContainer ? FieldSet(children: withoutContainers(child, isCustom: isCustom).children) : child
        }
        return result
    }

    private static let builtinContainers = [
        "f:metadata", "f:spec", "f:status", "f:strategy", "f:updateStrategy", "f:template", "f:jobTemplate",
        "f:scaleTargetRef", "f:containers", "f:names",
    ]
}
