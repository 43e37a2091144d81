import EvenkeelAPI
import JSONValue
public import KubernetesTypes

/// A KEDA ScaledObject (`keda.sh/v1alpha1`) as the engine needs it.
///
/// KEDA makes a HorizontalPodAutoscaler of it and keeps that one's bounds equal to its own, so that its `minReplicaCount`
/// is the knob and the autoscaler's is not (keda.sh/docs, "ScaledObject specification").
public struct ScaledObject: Sendable, Hashable, Codable {
    public var name: String
    public var namespace: String
    public var targetKind: String
    public var targetName: String
    /// Absent means 0.
    public var minimum: Int?
    /// Absent means 100.
    public var maximum: Int
    /// The annotation that pauses it, with its value: KEDA then keeps the count, or this count, and nothing else may.
    public var pause: String?
    public var changeTarget: ChangeTarget

    static let apiVersion = "keda.sh/v1alpha1"
    static let kind = "ScaledObject"

    public init?(_ object: KubernetesObject) {
        guard let target = object.json.at("spec", "scaleTargetRef") else { return nil }
        name = object.name
        namespace = object.namespace ?? ""
        // KEDA's own default.
        targetKind = target["kind"]?.stringValue ?? "Deployment"
        targetName = target["name"]?.stringValue ?? ""
        let minimum = object.json.at("spec", "minReplicaCount")?.integerValue
        self.minimum = minimum
        maximum = object.json.at("spec", "maxReplicaCount")?.integerValue ?? 100
        let pauses = ["autoscaling.keda.sh/paused-replicas", "autoscaling.keda.sh/paused"]
        pause =
            pauses.lazy.compactMap { key in
                object.annotations[key].flatMap { $0.lowercased() == "false" ? nil : "\(key): \($0)" }
            }.first
        changeTarget = ChangeTarget(
            object, fields: ["spec": .object(minimum.map { ["minReplicaCount": JSON($0)] } ?? [:])])
    }
}
