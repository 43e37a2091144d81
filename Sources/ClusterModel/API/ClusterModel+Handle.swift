import JSONValue
public import KubernetesTypes

extension ClusterModel {
    /// Answers one request. What it changes is in the store when this returns; a dry run changes nothing.
    ///
    /// The request counts as the cluster's administrator's, as the service account's whose token it shows, or as the
    /// user's that it impersonates. Every request to a resource is recorded in `audit`.
    public mutating func handle(_ request: APIRequest, now: Timestamp) -> APIResponse {
        switch RequestPath(request.path) {
        case .discovery(let group, let version): return discover(group: group, version: version, request)
        case .openAPI(let segments): return openAPI(segments, request)
        case .other(let segments): return other(segments, request)
        case .resource(let path): return handle(request, path, now: now)
        }
    }

    private mutating func handle(_ request: APIRequest, _ path: ResourcePath, now: Timestamp) -> APIResponse {
        guard let definition = definition(group: path.group, version: path.version, plural: path.plural) else {
            return missing(path)
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

    private mutating func missing(_ path: ResourcePath) -> APIResponse {
        let isGroupKnown = allDefinitions().contains { $0.type.group == path.group }
        return isGroupKnown
            ? .refusal(.noSuchPath())
            : .bytes(
                status: 404, contentType: "text/plain; charset=utf-8", body: Array("404 page not found\n".utf8))
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

    private mutating func discover(group: String?, version: String?, _ request: APIRequest) -> APIResponse {
        let discovery = Discovery(definitions: allDefinitions())
        if version == nil, group == nil || group == "" {
            let aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
            if (request.accept ?? "").split(separator: ",").contains(where: { $0.filter { $0 != " " } == aggregated }) {
                let body = discovery.aggregated(core: group == "")
                return .bytes(status: 200, contentType: aggregated, body: body.serialized)
            }
            return .json(200, group == "" ? Discovery.coreVersions : discovery.groupList)
        }
        let found =
            version.map { discovery.resourceList(group ?? "", $0) } ?? discovery.group(group ?? "")
        return found.map { .json(200, $0) } ?? .refusal(.noSuchPath())
    }

    private mutating func other(_ segments: [String], _ request: APIRequest) -> APIResponse {
        switch segments.first {
        case "version": return .json(200, ServerVersion.json)
        case "healthz", "livez", "readyz": return .text("ok")
        case nil:
            let paths =
                ["/api", "/api/v1", "/apis"] + [
                    "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version",
                ]
            return .json(200, ["paths": .array(paths.map(JSON.string))])
        default:
            return .bytes(
                status: 404, contentType: "text/plain; charset=utf-8", body: Array("404 page not found\n".utf8))
        }
    }
}
