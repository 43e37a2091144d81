import JSONValue
import KubernetesTypes

/// What the API says about itself: its resources, their schemas, its version and its health.
struct APIDirectory {
    let definitions: [ResourceDefinition]
    let store: ObjectStore

    /// `/api`, `/apis` and what is below them.
    func discover(group: String?, version: String?, _ request: APIRequest) -> APIResponse {
        let discovery = Discovery(definitions: definitions)
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

    /// The server's version, health and paths.
    func other(_ segments: [String], _ request: APIRequest) -> APIResponse {
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

    /// `/openapi/v2`, `/openapi/v3` and `/openapi/v3/apis/GROUP/VERSION`.
    func openAPI(_ segments: [String], _ request: APIRequest) -> APIResponse {
        switch segments.first {
        case "v2": return OpenAPIVersion2(definitions: definitions).response(request)
        case "v3":
            if segments.count == 1 { return .json(200, OpenAPIIndex(definitions: definitions, store: store).json) }
            let place = segments.dropFirst().joined(separator: "/")
            let served = definitions.filter { OpenAPIIndex.place(of: $0) == place }
            return served.isEmpty ? .refusal(.noSuchPath()) : .json(200, OpenAPIDocument(definitions: served).json)
        default: return .refusal(.noSuchPath())
        }
    }

    /// The answer to a path of a resource that is not served.
    func missing(_ path: ResourcePath) -> APIResponse {
        let isGroupKnown = definitions.contains { $0.type.group == path.group }
        return isGroupKnown
            ? .refusal(.noSuchPath())
            : .bytes(
                status: 404, contentType: "text/plain; charset=utf-8", body: Array("404 page not found\n".utf8))
    }
}

/// The Kubernetes version whose behaviour this API follows.
enum ServerVersion {
    static let json: JSON = [
        "major": "1", "minor": "33", "gitVersion": "v1.33.0+evenkeel", "gitCommit": "", "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "swiftc", "platform": "linux/amd64",
    ]
}
