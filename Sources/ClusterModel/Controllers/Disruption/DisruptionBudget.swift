import JSONValue
import KubernetesTypes

/// A PodDisruptionBudget, read.
struct DisruptionBudget: Sendable, Hashable {
    static let conditionType = "DisruptionAllowed"

    var object: KubernetesObject

    init(_ object: KubernetesObject) { self.object = object }

    var currentHealthy: Int { object.count("currentHealthy") }
    var desiredHealthy: Int { object.count("desiredHealthy") }
    var disruptionsAllowed: Int { object.count("disruptionsAllowed") }

    /// When each eviction was granted, by the pod's name.
    var disruptedPods: [String: Timestamp] {
        (object.status["disruptedPods"]?.stringDictionary ?? [:]).compactMapValues { Timestamp($0) }
    }

    var evictsUnhealthyAlways: Bool { object.spec["unhealthyPodEvictionPolicy"]?.stringValue == "AlwaysAllow" }

    /// In `policy/v1` an empty selector selects everything in the namespace, an absent one nothing.
    func selects(_ pod: KubernetesObject) -> Bool {
        guard pod.namespace == object.namespace, let selector = object.spec["selector"] else { return false }
        return LabelSelector(json: selector).matches(pod.labels)
    }

    /// The condition that says the same as `allowed`.
    static func condition(allowed: Int, generation: Int, now: Timestamp) -> StatusCondition {
        StatusCondition(
            type: conditionType, status: allowed > 0 ? "True" : "False",
            reason: allowed > 0 ? "SufficientPods" : "InsufficientPods", message: "", lastTransitionTime: now,
            observedGeneration: generation)
    }
}
