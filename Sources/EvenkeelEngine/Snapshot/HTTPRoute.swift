import EvenkeelAPI
public import JSONValue
public import KubernetesTypes

/// An HTTPRoute of the Gateway API (`gateway.networking.k8s.io/v1`) as the engine needs it: who gets which share.
public struct HTTPRoute: Sendable, Hashable, Codable {
    public var name: String
    public var namespace: String
    /// `backendRefs` of each rule, as they are stored.
    public var backends: [[JSON]]
    public var changeTarget: ChangeTarget

    public init?(_ object: KubernetesObject) {
        guard let rules = object.json.at("spec", "rules")?.arrayValue else { return nil }
        name = object.name
        namespace = object.namespace ?? ""
        backends = rules.map { $0["backendRefs"]?.arrayValue ?? [] }
        // Nothing else of the rules is kept.
        let slim = rules.map { rule -> JSON in rule["backendRefs"].map { ["backendRefs": $0] } ?? [:] }
        changeTarget = ChangeTarget(object, fields: ["spec": ["rules": .array(slim)]])
    }

    /// Absent means 1 (HTTPBackendRef, Gateway API).
    static func weight(_ backend: JSON) -> Int { backend["weight"]?.integerValue ?? 1 }
}
