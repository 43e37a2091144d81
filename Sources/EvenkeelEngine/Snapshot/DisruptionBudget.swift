import JSONValue
public import KubernetesTypes

/// A PodDisruptionBudget as the engine needs it.
public struct DisruptionBudget: Sendable, Hashable, Codable {
    public enum UnhealthyPodEvictionPolicy: String, Sendable, Hashable, Codable {
        case ifHealthyBudget = "IfHealthyBudget"
        case alwaysAllow = "AlwaysAllow"
    }

    public var name: String
    public var namespace: String
    public var selector: LabelSelector
    public var minAvailable: IntOrString?
    public var maxUnavailable: IntOrString?
    public var unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy
    public var disruptionsAllowed: Int
    public var currentHealthy: Int
    public var desiredHealthy: Int
    public var expectedPods: Int
    /// The controller has seen the newest spec, so that the numbers mean it.
    public var isCurrent: Bool

    public init?(_ object: KubernetesObject) {
        guard object.kind == "PodDisruptionBudget" || object.kind.isEmpty, let spec = object.json["spec"] else {
            return nil
        }
        let status = object.json["status"]
        name = object.name
        namespace = object.namespace ?? ""
        // policy/v1: an empty selector selects every pod, a missing one selects none.
        selector = spec["selector"].map { LabelSelector(json: $0) } ?? .none
        minAvailable = spec["minAvailable"].flatMap { IntOrString($0) }
        maxUnavailable = spec["maxUnavailable"].flatMap { IntOrString($0) }
        unhealthyPodEvictionPolicy =
            spec["unhealthyPodEvictionPolicy"]?.stringValue.flatMap { .init(rawValue: $0) } ?? .ifHealthyBudget
        disruptionsAllowed = status?["disruptionsAllowed"]?.integerValue ?? 0
        currentHealthy = status?["currentHealthy"]?.integerValue ?? 0
        desiredHealthy = status?["desiredHealthy"]?.integerValue ?? 0
        expectedPods = status?["expectedPods"]?.integerValue ?? 0
        isCurrent = (status?["observedGeneration"]?.integerValue ?? 0) >= object.generation
    }
}
