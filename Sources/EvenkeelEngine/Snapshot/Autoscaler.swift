import JSONValue
public import KubernetesTypes

/// A HorizontalPodAutoscaler as the engine needs it.
public struct Autoscaler: Sendable, Hashable, Codable {
    public var name: String
    public var namespace: String
    public var targetKind: String
    public var targetName: String
    /// Absent means 1.
    public var minimum: Int?
    public var maximum: Int
    /// What it wants now.
    public var desired: Int
    public var changeTarget: ChangeTarget

    public init?(_ object: KubernetesObject) {
        guard let target = object.json.at("spec", "scaleTargetRef"), let maximum = object.json.at("spec", "maxReplicas")
        else { return nil }
        name = object.name
        namespace = object.namespace ?? ""
        targetKind = target["kind"]?.stringValue ?? ""
        targetName = target["name"]?.stringValue ?? ""
        let minimum = object.json.at("spec", "minReplicas")?.integerValue
        self.minimum = minimum
        self.maximum = maximum.integerValue ?? 0
        desired = object.json.at("status", "desiredReplicas")?.integerValue ?? 0
        changeTarget = ChangeTarget(object, fields: ["spec": .object(minimum.map { ["minReplicas": JSON($0)] } ?? [:])])
    }
}
