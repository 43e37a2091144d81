import JSONValue
public import KubernetesTypes

/// How a workload's own controller replaces its pods.
public struct UpdateStrategy: Sendable, Hashable, Codable {
    /// `RollingUpdate`, `Recreate` or `OnDelete`.
    public var type: String
    public var maximumUnavailable: IntOrString
    /// Pods of a StatefulSet with lower ordinals than this stay as they are.
    public var partition: Int

    init(_ json: JSON?, isDeployment: Bool) {
        type = json?["type"]?.stringValue ?? "RollingUpdate"
        let rolling = json?["rollingUpdate"]
        // The defaults of apps/v1.
        maximumUnavailable =
            rolling?["maxUnavailable"].flatMap { IntOrString($0) } ?? (isDeployment ? .percent(25) : .count(1))
        partition = rolling?["partition"]?.integerValue ?? 0
    }
}

extension Workload {
    /// How many pods its controller may take away at once in a rollout.
    var awayInRollout: Int {
        switch strategy.type {
        case "Recreate": replicas
        case "OnDelete": 0
        default: strategy.maximumUnavailable.resolved(of: replicas, roundingUp: false)
        }
    }
}
