import JSONValue
public import KubernetesTypes

extension ClusterModel {
    /// Answers one request. What it changes is in the store when this returns; a dry run changes nothing.
    ///
    /// The request counts as the cluster's administrator's, as the service account's whose token it shows, or as the
    /// user's that it impersonates. Every request to a resource is recorded in `audit`.
    public mutating func handle(_ request: APIRequest, now: Timestamp) -> APIResponse {
        switch RequestPath(request.path) {
        case .discovery(let group, let version): return directory.discover(group: group, version: version, request)
        case .openAPI(let segments): return directory.openAPI(segments, request)
        case .other(let segments): return directory.other(segments, request)
        case .resource(let path): return handle(request, path, now: now)
        }
    }

    private mutating func handle(_ request: APIRequest, _ path: ResourcePath, now: Timestamp) -> APIResponse {
        guard let definition = customResources.definition(of: path, in: store) else {
            return directory.missing(path)
        }
        var context = RequestContext(request: request, definition: definition, path: path, now: now)
        context.deleteOptionsDryRun = request.method == "DELETE" && DeleteOptions.asksForDryRun(request)
        // The copy is only held where it will be needed: it makes the first write expensive.
        let before = context.isDryRun ? store : nil
        var response: APIResponse
        do throws(Status) {
            try authorize(context)
            guard Representation.isAcceptable(request.accept) else { throw .notAcceptable() }
            response = try respond(context)
        } catch {
            response = .refusal(error)
        }
        if let before { store = before }
        audit.record(context, code: response.statusCode)
        return response
    }

    /// What the API says about itself, with the custom resources of this moment.
    private var directory: APIDirectory {
        mutating get {
            APIDirectory(definitions: BuiltinResources.all + customResources.all(in: store), store: store)
        }
    }

    private mutating func respond(_ context: RequestContext) throws(Status) -> APIResponse {
        if context.path.name == nil { return try respondAsCollection(context) }
        if let subresource = context.path.subresource { return try respond(context, subresource: subresource) }
        guard context.definition.isStored else { throw .methodNotAllowed() }
        if context.resource.isNamespaced, context.path.namespace == nil { throw .noSuchPath() }
        switch context.request.method {
        case "GET":
            return context.request.flag("watch") ? try watch(context) : try get(context)
        case "PUT": return try replace(context, part: .main)
        case "PATCH": return try patch(context, part: .main)
        case "DELETE": return try delete(context)
        default: throw .methodNotAllowed()
        }
    }

    private mutating func respondAsCollection(_ context: RequestContext) throws(Status) -> APIResponse {
        guard context.definition.isStored else {
            guard context.request.method == "POST" else { throw .methodNotAllowed() }
            return try review(context)
        }
        switch context.request.method {
        case "GET": return context.request.flag("watch") ? try watch(context) : try list(context)
        case "POST": return try create(context)
        case "DELETE" where context.definition.verbs.contains("deletecollection"):
            return try deleteCollection(context)
        default: throw .methodNotAllowed()
        }
    }

    private mutating func respond(_ context: RequestContext, subresource: String) throws(Status) -> APIResponse {
        guard let kind = ResourceDefinition.Subresource(rawValue: subresource),
            context.definition.subresources.contains(kind)
        else {
            throw context.definition.custom == nil ? .noSuchPath() : .notFound(context.resource, name: context.key.name)
        }
        switch (kind, context.request.method) {
        case (.status, "GET"): return try get(context)
        case (.status, "PUT"): return try replace(context, part: .status)
        case (.status, "PATCH"): return try patch(context, part: .status)
        case (.scale, "GET"): return .json(200, try scale(context))
        case (.scale, "PUT"), (.scale, "PATCH"): return try changeScale(context)
        case (.eviction, "POST"): return try evict(context)
        case (.finalize, "PUT"): return try finalizeNamespace(context)
        case (.token, "POST"): return try requestToken(context)
        default: throw .methodNotAllowed()
        }
    }
}
