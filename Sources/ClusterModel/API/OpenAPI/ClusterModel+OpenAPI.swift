import JSONValue
import KubernetesTypes

extension ClusterModel {
    /// `/openapi/v2`, `/openapi/v3` and `/openapi/v3/apis/GROUP/VERSION`.
    mutating func openAPI(_ segments: [String], _ request: APIRequest) -> APIResponse {
        switch segments.first {
        case "v2": return OpenAPIVersion2(definitions: allDefinitions()).response(request)
        case "v3":
            let definitions = allDefinitions()
            if segments.count == 1 { return .json(200, OpenAPIIndex(definitions: definitions, store: store).json) }
            let place = segments.dropFirst().joined(separator: "/")
            let served = definitions.filter { OpenAPIIndex.place(of: $0) == place }
            return served.isEmpty ? .refusal(.noSuchPath()) : .json(200, OpenAPIDocument(definitions: served).json)
        default: return .refusal(.noSuchPath())
        }
    }
}
