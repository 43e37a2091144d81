public import KubernetesTypes

/// A resource with a type of its own in Swift, whose coding is the API's JSON.
///
/// Every call of the client takes such a type, or a value of it, where it takes a `ResourceType` and a `KubernetesObject`.
public protocol KubernetesResource: Codable, Sendable {
    static var resourceType: ResourceType { get }
}
