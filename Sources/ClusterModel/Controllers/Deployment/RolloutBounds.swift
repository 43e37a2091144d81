import JSONValue
import KubernetesTypes

/// How far a rolling update may go above and below the replica count.
struct RolloutBounds: Sendable, Hashable {
    var maxSurge: Int
    var maxUnavailable: Int

    init(_ deployment: KubernetesObject) {
        let replicas = deployment.replicas
        guard deployment.isRollingUpdate, replicas > 0 else {
            (maxSurge, maxUnavailable) = (0, 0)
            guard deployment.isRollingUpdate else { return }
            maxSurge = Self.value("maxSurge", deployment, of: replicas, roundingUp: true)
            return
        }
        maxSurge = Self.value("maxSurge", deployment, of: replicas, roundingUp: true)
        let unavailable = Self.value("maxUnavailable", deployment, of: replicas, roundingUp: false)
        // Both rounded to zero would never let the rollout go on.
        maxUnavailable = min(replicas, maxSurge == 0 && unavailable == 0 ? 1 : unavailable)
    }

    private static func value(
        _ member: String, _ deployment: KubernetesObject, of replicas: Int, roundingUp: Bool
    ) -> Int {
        let given = deployment.spec.at("strategy", "rollingUpdate", member).flatMap { IntOrString($0) }
        return max(0, (given ?? .percent(25)).bounded.resolved(of: replicas, roundingUp: roundingUp))
    }
}

extension KubernetesObject {
    var isRollingUpdate: Bool { spec.at("strategy", "type")?.stringValue != "Recreate" }
}
