internal import JSONValue
public import KubernetesTypes

extension KubernetesClient {
    public func get<Resource: KubernetesResource>(
        _ type: Resource.Type, _ key: ObjectKey, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> Resource {
        try decode(try await get(type.resourceType, key, options: options), verb: "get")
    }

    /// One page of a collection; see ``list(_:namespace:query:options:)-(ResourceType,_,_,_)``. An item that does not fit its
    /// type is an error: nothing is left out silently.
    public func list<Resource: KubernetesResource>(
        _ type: Resource.Type, namespace: String? = nil, query: ListQuery = ListQuery(),
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> ListPage<Resource> {
        let page = try await list(type.resourceType, namespace: namespace, query: query, options: options)
        var items: [Resource] = []
        for object in page.items { items.append(try decode(object, verb: "list")) }
        return ListPage(
            items: items, resourceVersion: page.resourceVersion, continueToken: page.continueToken,
            remainingItemCount: page.remainingItemCount)
    }

    public func create<Resource: KubernetesResource>(
        _ resource: Resource, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> Resource {
        let object = try encode(resource, verb: "create")
        return try decode(try await create(Resource.resourceType, object, options: options), verb: "create")
    }

    public func update<Resource: KubernetesResource>(
        _ resource: Resource, subresource: Subresource? = nil, options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> Resource {
        let object = try encode(resource, verb: "update")
        let answer = try await update(Resource.resourceType, object, subresource: subresource, options: options)
        return try decode(answer, verb: "update")
    }

    public func patch<Resource: KubernetesResource>(
        _ type: Resource.Type, _ key: ObjectKey, _ patch: Patch, subresource: Subresource? = nil,
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> Resource {
        let answer = try await self.patch(
            type.resourceType, key, patch, subresource: subresource, options: options)
        return try decode(answer, verb: "patch")
    }

    public func apply<Resource: KubernetesResource>(
        _ resource: Resource, fieldManager: String, force: Bool = false, subresource: Subresource? = nil,
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> Resource {
        let answer = try await apply(
            Resource.resourceType, try encode(resource, verb: "apply"), fieldManager: fieldManager, force: force,
            subresource: subresource, options: options)
        return try decode(answer, verb: "apply")
    }

    @discardableResult
    public func delete<Resource: KubernetesResource>(
        _ type: Resource.Type, _ key: ObjectKey, _ delete: DeleteOptions = DeleteOptions(),
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> KubernetesObject {
        try await self.delete(type.resourceType, key, delete, options: options)
    }

    public func watch<Resource: KubernetesResource>(
        _ type: Resource.Type, namespace: String? = nil, query: WatchQuery = WatchQuery(),
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> WatchStream<Resource> {
        try await watch(type.resourceType, namespace: namespace, query: query, options: options) {
            try $0.json.decoded(as: Resource.self)
        }
    }

    private func encode<Resource: KubernetesResource>(
        _ resource: Resource, verb: String
    ) throws(KubernetesError) -> KubernetesObject {
        do {
            return Resource.resourceType.complete(try JSON(encoding: resource))
        } catch {
            throw KubernetesError(
                .invalidRequest("the \(Resource.resourceType.kind) cannot be encoded: \(error)"),
                operation: .init(verb: verb, resource: Resource.resourceType.qualifiedName))
        }
    }

    private func decode<Resource: KubernetesResource>(
        _ object: KubernetesObject, verb: String
    ) throws(KubernetesError) -> Resource {
        do {
            return try object.json.decoded(as: Resource.self)
        } catch {
            throw KubernetesError(
                .decoding("the object does not fit \(Resource.self): \(DecodingPath(error))"),
                operation: .init(verb: verb, resource: Resource.resourceType.qualifiedName, key: object.key),
                mayHaveHappened: verb != "get" && verb != "list")
        }
    }
}

/// A decoding error as a path and a reason, without the values around it.
struct DecodingPath: CustomStringConvertible {
    var description: String

    init(_ error: any Error) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            description = "\(Self.path(context.codingPath)) has no \(key.stringValue)"
        case DecodingError.typeMismatch(let type, let context):
            description = "\(Self.path(context.codingPath)) is not a \(type)"
        case DecodingError.valueNotFound(let type, let context):
            description = "\(Self.path(context.codingPath)) is null, not a \(type)"
        case DecodingError.dataCorrupted(let context):
            description = "\(Self.path(context.codingPath)): \(context.debugDescription)"
        default: description = "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "it" : keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }
}
