import JSONValue
import KubernetesTypes

extension ClusterModel {
    mutating func create(_ context: RequestContext) throws(Status) -> APIResponse {
        var decoding = ObjectDecoding(context)
        var object = try decoding.decode(try context.decodedBody())
        try place(&object, context)
        try checkNamespace(of: object, context)
        let created = try add(object, context, operation: .update)
        return represent(created, context, status: 201, warnings: decoding.warnings)
    }

    /// Completes, checks and stores a new object.
    ///
    /// - Parameter managed: the managers of an object that was applied; computed where it is `nil`.
    mutating func add(
        _ object: JSON, _ context: RequestContext, operation: ManagedFieldsEntry.Operation,
        managed: ManagedFields? = nil
    ) throws(Status) -> KubernetesObject {
        let definition = context.definition
        var object = object
        if definition.hasStatus, definition.type != .pods || definition.custom != nil { object["status"] = nil }
        for member in ["uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "selfLink"] {
            object.set(nil, at: "metadata", member)
        }
        if KubernetesObject(object).name.isEmpty, let prefix = object.at("metadata", "generateName")?.stringValue {
            object.set(.string(store.generatedName(prefix)), at: "metadata", "name")
        }
        Defaults.apply(to: &object, definition, isNew: true)
        try validate(object, old: nil, context)
        try ApprovalAdmission(object, before: nil, context, store)?.check()
        var managed = managed ?? ManagedFields()
        if operation == .update {
            managed.recordUpdate(from: [:], to: object, context, part: .main)
        }
        object.set(managed.json, at: "metadata", "managedFields")
        var stored = try store.create(
            definition.storageType, Conversion.store(object, from: definition), now: context.now)
        // What is not stored has no version.
        if context.isDryRun { stored.json.set(nil, at: "metadata", "resourceVersion") }
        return try CustomResourceStatus.accept(stored, in: &store, context)
    }

    /// Fills in the namespace of the path.
    private func place(_ object: inout JSON, _ context: RequestContext) throws(Status) {
        if object["metadata"]?.objectValue == nil { object["metadata"] = [:] }
        guard context.resource.isNamespaced else {
            object.set(nil, at: "metadata", "namespace")
            return
        }
        guard let namespace = context.path.namespace else { throw .methodNotAllowed() }
        let own = object.at("metadata", "namespace")?.stringValue ?? ""
        guard own.isEmpty || own == namespace else {
            throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
        }
        object.set(.string(namespace), at: "metadata", "namespace")
    }

    func checkNamespace(of object: JSON, _ context: RequestContext) throws(Status) {
        guard context.resource.isNamespaced, let name = context.path.namespace else { return }
        guard let namespace = store.get(.namespaces, ObjectKey(name: name)) else {
            throw .notFound(.namespaces, name: name)
        }
        guard namespace.isBeingDeleted else { return }
        let objectName = KubernetesObject(object).name
        var refusal = Status.forbidden(
            context.resource, name: objectName,
            "unable to create new content in namespace \(name) because it is being terminated")
        refusal.details?["causes"] = [
            [
                "reason": "NamespaceTerminating", "message": .string("namespace \(name) is being terminated"),
                "field": "metadata.namespace",
            ]
        ]
        throw refusal
    }

    /// - Throws: 422 with every mistake.
    func validate(_ object: JSON, old: JSON?, _ context: RequestContext) throws(Status) {
        let definition = context.definition
        var causes = MetadataValidation.causes(object, old: old, definition)
        if definition.custom != nil {
            causes += SchemaValidator.causes(object, definition.schema)
            if causes.contains(where: \.hidesRules) {
                if definition.schema.hasRules { causes.append(.rulesNotChecked) }
            } else {
                causes += RuleValidator.causes(object, old: old, definition.schema)
            }
        } else {
            causes += BuiltinValidation.causes(object, old: old, definition)
        }
        guard causes.isEmpty else {
            throw .invalid(definition.type, name: KubernetesObject(object).name, causes: causes)
        }
    }
}
