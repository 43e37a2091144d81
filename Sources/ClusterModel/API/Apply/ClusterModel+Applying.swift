import JSONValue
import KubernetesTypes

extension ClusterModel {
    /// Server-side apply.
    mutating func apply(_ context: RequestContext, part: ObjectPart) throws(Status) -> APIResponse {
        guard let manager = context.request.query("fieldManager"), !manager.isEmpty else {
            throw .anonymousOptions([.required("fieldManager", "is required for apply patch")])
        }
        let body = try context.decodedBody()
        if body.at("metadata", "managedFields")?.arrayValue?.isEmpty == false {
            throw .badRequest("metadata.managedFields must be nil")
        }
        var decoding = ObjectDecoding(context)
        let applied = try configuration(body, context, &decoding)
        let identity = ManagedFieldsEntry.Identity(
            manager: manager, operation: .apply, apiVersion: context.definition.groupVersion,
            subresource: context.path.subresource ?? "")
        let fields = FieldWalk.fields(of: ManagedFields.stripped(applied), context.definition.schema)
        guard let old = store.get(context.definition.storageType, context.key) else {
            return try applyNew(applied, identity, fields, context, decoding.warnings)
        }
        return try apply(applied, to: old, identity, fields, context, part: part, decoding.warnings)
    }

    /// The applied object, checked as far as its own fields go.
    private func configuration(
        _ body: JSON, _ context: RequestContext, _ decoding: inout ObjectDecoding
    ) throws(Status) -> JSON {
        var pruned = body
        let unknown = SchemaPruning.prune(&pruned, context.definition.schema)
        let object = KubernetesObject(body)
        if let field = unknown.first {
            throw Status(
                code: 500, reason: "",
                message: "failed to create typed patch object (\(object.namespace ?? "")/\(object.name); "
                    + "\(object.apiVersion), Kind=\(object.kind)): .\(field): field not declared in schema")
        }
        var applied = try decoding.decode(body)
        if object.name.isEmpty { applied.set(.string(context.key.name), at: "metadata", "name") }
        guard KubernetesObject(applied).name == context.key.name else {
            throw .badRequest(
                "the name of the object (\(object.name)) does not match the name on the URL (\(context.key.name))")
        }
        applied.set(context.key.namespace.map(JSON.string), at: "metadata", "namespace")
        return applied
    }

    private mutating func applyNew(
        _ applied: JSON, _ identity: ManagedFieldsEntry.Identity, _ fields: FieldSet, _ context: RequestContext,
        _ warnings: [String]
    ) throws(Status) -> APIResponse {
        guard context.path.subresource == nil else { throw .notFound(context.resource, name: context.key.name) }
        try checkNamespace(of: applied, context)
        var managed = ManagedFields()
        managed.setApplied(identity, fields, now: context.now)
        let created = try add(applied, context, operation: .apply, managed: managed)
        return represent(created, context, status: 201, warnings: warnings)
    }

    private mutating func apply(
        _ applied: JSON, to old: KubernetesObject, _ identity: ManagedFieldsEntry.Identity, _ fields: FieldSet,
        _ context: RequestContext, part: ObjectPart, _ warnings: [String]
    ) throws(Status) -> APIResponse {
        let schema = context.definition.schema
        let live = Conversion.present(old.json, as: context.definition)
        var managed = ManagedFields(of: [:], fallback: live)
        let content = ManagedFields.stripped(live)
        var merged = FieldWalk.merge(content, ManagedFields.stripped(applied), schema)
        // What this manager applied before and leaves out now goes, unless another one has it, too.
        if let before = managed.applied(identity) {
            let others = managed.others(than: identity).reduce(FieldSet.empty) { $0.union($1.fields) }
            let dropped = before.subtracting(fields).subtracting(others)
            merged = FieldWalk.remove(Self.removable(dropped, fields, others), from: merged, schema) ?? .object([:])
        }
        let (changed, removed) = FieldWalk.difference(content, merged, schema)
        try checkConflicts(changed, managed, identity, live: live, context)
        managed.take(changed, removed: removed, except: identity)
        managed.setApplied(identity, fields, now: context.now)
        let object = Self.completed(merged, from: live, applied)
        let updated = try change(old, to: object, context, part: part, managed: managed)
        return represent(updated, context, status: 200, warnings: warnings)
    }

    /// A field is only taken away whole if nothing below it is wanted any more.
    private static func removable(_ dropped: FieldSet, _ fields: FieldSet, _ others: FieldSet) -> FieldSet {
        var result = FieldSet(containsSelf: dropped.containsSelf && fields.isEmpty && others.isEmpty)
        for (element, child) in dropped.children {
            result[element] = removable(child, fields[element], others[element])
        }
        return result
    }

    private func checkConflicts(
        _ changed: FieldSet, _ managed: ManagedFields, _ identity: ManagedFieldsEntry.Identity, live: JSON,
        _ context: RequestContext
    ) throws(Status) {
        guard !context.request.flag("force") else { return }
        let yielded = identity.manager == "kubectl" ? ClientSideApply.fields(of: live, context.definition) : .empty
        let conflicts = managed.others(than: identity).flatMap { entry in
            entry.fields.intersection(changed).subtracting(yielded).paths.map { ApplyConflict(entry, field: $0) }
        }
        guard !conflicts.isEmpty else { return }
        throw ApplyConflict.status(conflicts)
    }

    /// Gives the merged content its identity back.
    private static func completed(_ merged: JSON, from live: JSON, _ applied: JSON) -> JSON {
        var object = merged
        object["apiVersion"] = live["apiVersion"]
        object["kind"] = live["kind"]
        if object["metadata"] == nil { object["metadata"] = [:] }
        for member in ["name", "namespace", "creationTimestamp", "generation", "deletionTimestamp", "generateName"] {
            object.set(live.at("metadata", member), at: "metadata", member)
        }
        for member in ["uid", "resourceVersion"] {
            object.set(
                applied.at("metadata", member) ?? live.at("metadata", member), at: "metadata", member)
        }
        return object
    }
}

extension Status {
    static func anonymousOptions(_ causes: [StatusCause]) -> Status {
        let errors = causes.map { "\($0.field): \($0.message)" }.joined(separator: ", ")
        return Status(
            code: 422, reason: "Invalid", message: "PatchOptions.meta.k8s.io \"\" is invalid: \(errors)",
            details: [
                "group": "meta.k8s.io", "kind": "PatchOptions", "causes": .array(causes.map(\.json)),
            ])
    }
}

/// What kubectl's client-side apply left behind: server-side apply by the same kubectl may take these fields over
/// without a conflict.
enum ClientSideApply {
    private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

    /// The fields of the last configuration that still hold what it said.
    static func fields(of live: JSON, _ definition: ResourceDefinition) -> FieldSet {
        guard let text = live.at("metadata", "annotations", annotation)?.stringValue,
            let last = try? JSON(parsing: text), last["apiVersion"]?.stringValue == definition.groupVersion
        else { return .empty }
        let configuration = ManagedFields.stripped(last)
        let fields = FieldWalk.fields(of: configuration, definition.schema)
        let (changed, removed) = FieldWalk.difference(configuration, ManagedFields.stripped(live), definition.schema)
        return fields.subtracting(changed).subtracting(removed)
    }
}
