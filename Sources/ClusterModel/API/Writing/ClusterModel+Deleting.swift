import JSONValue
import KubernetesTypes

extension ClusterModel {
    mutating func delete(_ context: RequestContext) throws(Status) -> APIResponse {
        let options = try DeleteOptions(context.request)
        let object = try stored(context)
        try options.check(object, context.resource)
        guard let remaining = try remove(object, options, context) else {
            return .json(200, Self.success(object, context.resource))
        }
        let isPod = context.resource == .pods
        let presented = Conversion.present(remaining.json, as: context.definition)
        return .json(isPod || remaining.isBeingDeleted ? 200 : 202, presented)
    }

    /// Starts or finishes the deletion of an object.
    ///
    /// - Returns: the object as long as it is still there: with finalizers, or a pod that is shutting down.
    private mutating func remove(
        _ object: KubernetesObject, _ options: DeleteOptions, _ context: RequestContext
    ) throws(Status) -> KubernetesObject? {
        let resource = context.definition.storageType
        var object = object
        if let finalizer = Self.finalizer(options.propagation), !object.isBeingDeleted {
            var finalizers = object.json.at("metadata", "finalizers")?.arrayValue ?? []
            if !finalizers.contains(finalizer) { finalizers.append(finalizer) }
            object.json.set(.array(finalizers), at: "metadata", "finalizers")
            object = try store.update(resource, object, now: context.now)
        }
        if resource == .customResourceDefinitions {
            try customResources.removeInstances(of: object, from: &store, now: context.now)
        }
        let grace = resource == .pods ? Self.gracePeriod(object, options) : 0
        try store.delete(resource, object.key, gracePeriodSeconds: grace, now: context.now)
        if resource == .namespaces, let marked = store.get(resource, object.key) {
            var status = marked.json["status"] ?? [:]
            status["phase"] = "Terminating"
            try store.updateStatus(resource, object.key, status: status)
        }
        // A pod that was deleted at once is still answered as it was; so is one that is going.
        if resource == .pods { return store.get(resource, object.key) ?? (grace == 0 ? object : nil) }
        return store.get(resource, object.key)
    }

    private static func finalizer(_ propagation: DeleteOptions.Propagation?) -> JSON? {
        switch propagation {
        case .foreground: "foregroundDeletion"
        case .orphan: "orphan"
        case .background, nil: nil
        }
    }

    /// What runs on a node is given time to end; nothing else is.
    private static func gracePeriod(_ pod: KubernetesObject, _ options: DeleteOptions) -> Int {
        let hasEnded = ["Succeeded", "Failed"].contains(pod.json.at("status", "phase")?.stringValue)
        let isScheduled = pod.json.at("spec", "nodeName")?.stringValue?.isEmpty == false
        guard isScheduled, !hasEnded else { return 0 }
        let own = pod.json.at("spec", "terminationGracePeriodSeconds")?.integerValue ?? 30
        return max(0, options.gracePeriodSeconds ?? own)
    }

    mutating func deleteCollection(_ context: RequestContext) throws(Status) -> APIResponse {
        let options = try DeleteOptions(context.request)
        let filter = try ObjectFilter(context)
        let objects = store.list(context.definition.storageType, namespace: filter.namespace).filter(filter.matches)
        for object in objects { _ = try remove(object, options, context) }
        let presented = objects.map { Conversion.present($0.json, as: context.definition) }
        return .json(200, listBody(presented, ["resourceVersion": .string("\(store.revision)")], context))
    }

    private static func success(_ object: KubernetesObject, _ resource: ResourceType) -> JSON {
        var details = Status.details(resource, name: object.name)
        details["uid"] = .string(object.uid)
        return ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details]
    }

    /// `PUT /api/v1/namespaces/NAME/finalize`: gives up finalizers of a namespace.
    mutating func finalizeNamespace(_ context: RequestContext) throws(Status) -> APIResponse {
        let body = try context.decodedBody()
        var namespace = try stored(context)
        let kept = body.at("spec", "finalizers")?.arrayValue ?? []
        namespace.json.set(kept.isEmpty ? nil : .array(kept), at: "spec", "finalizers")
        return represent(try store.update(.namespaces, namespace, now: context.now), context, status: 200)
    }
}
