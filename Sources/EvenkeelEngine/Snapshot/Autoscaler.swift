import EvenkeelAPI
import JSONValue
public import KubernetesTypes

/// A HorizontalPodAutoscaler as the engine needs it.
public struct Autoscaler: Sendable, Hashable {
    public var name: String
    public var namespace: String
    public var uid: String
    public var resourceVersion: String
    public var hasAnnotations: Bool
    /// The uid of the Remediation that changed it last.
    public var lastRemediation: String?
    public var targetKind: String
    public var targetName: String
    /// Absent means 1.
    public var minimum: Int?
    public var maximum: Int
    /// What it wants now.
    public var desired: Int

    public init?(_ object: KubernetesObject) {
        guard let target = object.json.at("spec", "scaleTargetRef"), let maximum = object.json.at("spec", "maxReplicas")
        else { return nil }
        name = object.name
        namespace = object.namespace ?? ""
        uid = object.uid
        resourceVersion = object.resourceVersion
        hasAnnotations = object.json.at("metadata", "annotations")?.objectValue != nil
        lastRemediation = object.annotations[EvenkeelAPIGroup.Annotation.lastRemediation]
        targetKind = target["kind"]?.stringValue ?? ""
        targetName = target["name"]?.stringValue ?? ""
        minimum = object.json.at("spec", "minReplicas")?.integerValue
        self.maximum = maximum.integerValue ?? 0
        desired = object.json.at("status", "desiredReplicas")?.integerValue ?? 0
    }
}

extension Autoscaler {
    /// The fields that plans change, at their places in the object.
    var fields: JSON { ["spec": .object(minimum.map { ["minReplicas": JSON($0)] } ?? [:])] }
}
