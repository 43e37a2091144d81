internal import HTTPTransport
internal import JSONValue
public import KubernetesTypes

extension KubernetesClient {
    /// Makes a new object; its namespace is the object's own, or the configuration's default.
    public func create(
        _ type: ResourceType, _ object: KubernetesObject, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> KubernetesObject {
        var request = try APIRequest(
            "create", type, namespace: object.namespace ?? configuration.defaultNamespace, options: options)
        let name = object.name.isEmpty ? "(generated)" : object.name
        request.operation.key = ObjectKey(namespace: type.isNamespaced ? object.namespace : nil, name: name)
        request.method = .post
        request.setBody(type.complete(object.json).json)
        return try await self.object(request)
    }

    /// Replaces an object, or its subresource. Where the object holds a resource version, it must still be the current one.
    public func update(
        _ type: ResourceType, _ object: KubernetesObject, subresource: Subresource? = nil,
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> KubernetesObject {
        var request = try APIRequest(
            "update", type, namespace: object.namespace ?? configuration.defaultNamespace, name: object.name,
            subresource: subresource, options: options)
        request.method = .put
        // A Scale is of another kind than the object that it scales, and says so itself.
        request.setBody(subresource == .scale ? object.json : type.complete(object.json).json)
        return try await self.object(request)
    }

    /// Changes an object, or its subresource.
    public func patch(
        _ type: ResourceType, _ key: ObjectKey, _ patch: Patch, subresource: Subresource? = nil,
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> KubernetesObject {
        var request = try APIRequest(
            "patch", type, namespace: key.namespace, name: key.name, subresource: subresource, options: options)
        request.method = .patch
        if case .apply(_, let force) = patch {
            guard options.fieldManager != nil else {
                throw request.failure(
                    .invalidRequest("server-side apply needs a field manager. Set it in the options"),
                    mayHaveHappened: false)
            }
            if force { request.query.add("force", "true") }
        }
        request.setBody(patch.body, contentType: patch.contentType)
        return try await object(request)
    }

    /// Server-side apply of the whole intent of one field manager.
    public func apply(
        _ type: ResourceType, _ object: KubernetesObject, fieldManager: String, force: Bool = false,
        subresource: Subresource? = nil, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> KubernetesObject {
        var options = options
        options.fieldManager = fieldManager
        let key = ObjectKey(
            namespace: type.isNamespaced ? object.namespace ?? configuration.defaultNamespace : nil, name: object.name)
        return try await patch(
            type, key, .apply(type.complete(object.json).json, force: force), subresource: subresource,
            options: options)
    }

    /// Deletes an object, and gives what the server answered: the object, if it lingers, or a Status.
    @discardableResult
    public func delete(
        _ type: ResourceType, _ key: ObjectKey, _ delete: DeleteOptions = DeleteOptions(),
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> KubernetesObject {
        var request = try APIRequest("delete", type, namespace: key.namespace, name: key.name, options: options)
        request.method = .delete
        // In the body, not in the query: the API server reads either, but not both.
        request.body = delete.json(isDryRun: options.isDryRun).serialized
        return try await object(request)
    }

    /// Asks for a pod's eviction, which no disruption budget forbids.
    ///
    /// - Parameter uid: of the very pod; another one of the same name is left alone (and answered with a conflict).
    /// - Throws: `isTooManyRequests` where a budget does not allow it now; the Status's details say which.
    public func evict(
        pod key: ObjectKey, uid: String?, gracePeriod: Duration? = nil, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) {
        var request = try APIRequest(
            "evict", .pods, namespace: key.namespace, name: key.name, subresource: .eviction, options: options)
        request.method = .post
        let delete = DeleteOptions(uid: uid, gracePeriod: gracePeriod)
        var body: JSON = [
            "apiVersion": "policy/v1", "kind": "Eviction",
            "metadata": ["name": .string(key.name), "namespace": JSON.string(key.namespace ?? "")],
        ]
        body["deleteOptions"] = delete.json(isDryRun: options.isDryRun)
        request.setBody(body)
        _ = try await perform(request)
    }
}

extension APIRequest {
    mutating func setBody(_ json: JSON, contentType: String = "application/json") {
        body = json.serialized
        self.contentType = contentType
        options.addQuery(to: &query)
    }
}
