import JSONValue
import KubernetesTypes

extension ClusterModel {
    mutating func openAPI(_ segments: [String], _ request: APIRequest) -> APIResponse { .refusal(.noSuchPath()) }
}
