import JSONValue
import KubernetesTypes

extension ClusterModel {
    mutating func replace(_ context: RequestContext, part: ObjectPart) throws(Status) -> APIResponse {
        var decoding = ObjectDecoding(context)
        let object = try decoding.decode(try context.decodedBody())
        let name = KubernetesObject(object).name
        guard name == context.key.name else {
            throw .badRequest(
                "the name of the object (\(name)) does not match the name on the URL (\(context.key.name))")
        }
        let old = try stored(context)
        let version = KubernetesObject(object).resourceVersion
        if version.isEmpty, !context.definition.allowsUnconditionalUpdate {
            var refusal = Status.invalid(
                context.resource, name: name,
                causes: [.invalid("metadata.resourceVersion", 0, "must be specified for an update")])
            // This one names the resource where all others name the kind.
            refusal.message =
                "\(context.resource.qualifiedName) \"\(name)\" is invalid: metadata.resourceVersion: "
                + "Invalid value: 0: must be specified for an update"
            throw refusal
        }
        let updated = try change(old, to: object, context, part: part)
        return represent(updated, context, status: 200, warnings: decoding.warnings)
    }

    /// Stores what a request makes of an object.
    ///
    /// - Parameters:
    ///   - object: the whole object as the request wants it, in the request's version.
    ///   - managed: the managers after an apply; computed where it is `nil`.
    mutating func change(
        _ old: KubernetesObject, to object: JSON, _ context: RequestContext, part: ObjectPart,
        managed: ManagedFields? = nil
    ) throws(Status) -> KubernetesObject {
        let definition = context.definition
        let before = Conversion.present(old.json, as: definition)
        var object = object
        try checkPreconditions(object, old, context)
        Self.restrict(&object, to: part, before, definition)
        Self.keepIdentity(&object, before)
        Defaults.apply(to: &object, definition, isNew: false)
        BuiltinValidation.carryOver(&object, from: before, definition)
        object = ApprovalAdmission(object, before: before, context, store)?.stamped() ?? object
        try validate(object, old: before, context)
        try ApprovalAdmission(object, before: before, context, store)?.check()
        var managers = managed ?? ManagedFields(of: object, fallback: before)
        if managed == nil { managers.recordUpdate(from: before, to: object, context, part: part) }
        object.set(managers.json, at: "metadata", "managedFields")
        if Self.differsOnlyInManagers(object, before) {
            object.set(before.at("metadata", "managedFields"), at: "metadata", "managedFields")
        }
        var stored = try store.update(
            definition.storageType, KubernetesObject(Conversion.store(object, from: definition)), now: context.now)
        if context.isDryRun { stored.json.set(.string(old.resourceVersion), at: "metadata", "resourceVersion") }
        return try CustomResourceStatus.accept(stored, in: &store, context)
    }

    private func checkPreconditions(
        _ object: JSON, _ old: KubernetesObject, _ context: RequestContext
    ) throws(Status) {
        let new = KubernetesObject(object)
        if !new.uid.isEmpty, new.uid != old.uid {
            throw .conflict(
                context.resource, name: old.name,
                "Precondition failed: UID in precondition: \(new.uid), UID in object meta: \(old.uid)")
        }
        if !new.resourceVersion.isEmpty, new.resourceVersion != "0", new.resourceVersion != old.resourceVersion {
            throw .modified(context.resource, name: old.name)
        }
    }

    private static func restrict(
        _ object: inout JSON, to part: ObjectPart, _ before: JSON, _ definition: ResourceDefinition
    ) {
        switch part {
        case .main:
            if definition.hasStatus { object["status"] = before["status"] }
        case .status:
            let status = object["status"]
            let managed = object.at("metadata", "managedFields")
            object = before
            object["status"] = status
            object.set(managed, at: "metadata", "managedFields")
        }
    }

    private static func keepIdentity(_ object: inout JSON, _ before: JSON) {
        for member in [
            "name", "namespace", "uid", "creationTimestamp", "generation", "deletionTimestamp",
            "deletionGracePeriodSeconds", "generateName", "resourceVersion",
        ] { object.set(before.at("metadata", member), at: "metadata", member) }
        object["apiVersion"] = before["apiVersion"]
        object["kind"] = before["kind"]
    }

    /// A change of nothing but bookkeeping is no change.
    private static func differsOnlyInManagers(_ object: JSON, _ before: JSON) -> Bool {
        var left = object
        var right = before
        left.set(nil, at: "metadata", "managedFields")
        right.set(nil, at: "metadata", "managedFields")
        guard left == right else { return false }
        return ManagedFields(of: object, fallback: [:]).sameOwners(as: ManagedFields(of: before, fallback: [:]))
    }
}

extension ResourceDefinition {
    /// Custom resources and some others must say which version they replace.
    var allowsUnconditionalUpdate: Bool {
        custom == nil && !["leases", "customresourcedefinitions"].contains(type.plural)
    }
}

/// Which part of an object a request may change.
enum ObjectPart: Sendable {
    /// Everything but the status, where that has an endpoint of its own.
    case main
    case status
}
