import JSONValue
import KubernetesTypes

/// One evaluation of an autoscaler: its metrics, its recommendation and its conditions.
struct AutoscalerEvaluation {
    let autoscaler: KubernetesObject
    private(set) var history: AutoscalerHistory
    private(set) var desired = 0
    private(set) var reason = ""
    private(set) var failure: AutoscalerMetric.Failure?

    private let settings: ControllerSettings
    private let now: Timestamp
    private var conditions: [StatusCondition]
    private var current = 0
    private var statusReplicas = 0
    private var metrics: [JSON]
    private var hasScaled = false
    /// No replica count could be computed.
    private var isUnknown = false

    init(
        _ autoscaler: KubernetesObject, _ history: AutoscalerHistory, _ settings: ControllerSettings, _ now: Timestamp
    ) {
        self.autoscaler = autoscaler
        self.history = history
        self.settings = settings
        self.now = now
        conditions = autoscaler.conditions
        metrics = autoscaler.status["currentMetrics"]?.arrayValue ?? []
    }

    var targetName: String {
        let target = autoscaler.spec["scaleTargetRef"]
        return "\(target?["kind"]?.stringValue ?? "") \"\(target?["name"]?.stringValue ?? "")\""
    }

    private var minimum: Int { max(0, (autoscaler.spec["minReplicas"]?.integerValue ?? 1).bounded) }
    private var maximum: Int { max(minimum, (autoscaler.spec["maxReplicas"]?.integerValue ?? minimum).bounded) }

    mutating func noteMissingTarget() {
        set("AbleToScale", "False", "FailedGetScale", "the HPA controller was unable to get the target's current scale")
        desired = autoscaler.count("desiredReplicas")
        statusReplicas = autoscaler.count("currentReplicas")
    }

    mutating func decide(_ target: KubernetesObject, _ pods: [KubernetesObject], _ usage: [String: PodUsage]) {
        current = target.replicas
        statusReplicas = target.count("replicas")
        desired = current
        if history.recommendations.isEmpty { recommend(current) }
        set("AbleToScale", "True", "SucceededGetScale", "the HPA controller was able to get the target's current scale")
        if current == 0, minimum != 0 {
            set(
                "ScalingActive", "False", "ScalingDisabled",
                "scaling is disabled since the replica count of the target is zero")
        } else if current > maximum {
            (desired, reason) = (maximum, "Current number of replicas above Spec.MaxReplicas")
        } else if current < minimum {
            (desired, reason) = (minimum, "Current number of replicas below Spec.MinReplicas")
        } else {
            followMetrics(pods, usage)
        }
        guard desired != current else { return }
        set(
            "AbleToScale", "True", "SucceededRescale",
            "the HPA controller was able to update the target scale to \(desired)")
        history.changes.append(AutoscalerHistory.Entry(time: now, replicas: desired - current))
        hasScaled = true
    }

    private mutating func recommend(_ replicas: Int) {
        history.recommendations.append(AutoscalerHistory.Entry(time: now, replicas: replicas))
    }

    /// The highest count that any metric calls for. A metric that fails keeps others from scaling down.
    private mutating func followMetrics(_ pods: [KubernetesObject], _ usage: [String: PodUsage]) {
        let standard: JSON = [
            "type": "Resource",
            "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]],
        ]
        var recommendations: [AutoscalerMetric.Recommendation] = []
        let wanted = autoscaler.spec["metrics"]?.arrayValue ?? []
        for json in wanted.isEmpty ? [standard] : wanted {
            do throws(AutoscalerMetric.Failure) {
                recommendations.append(
                    try AutoscalerMetric(json).recommendation(
                        current, pods, usage, tolerance: settings.autoscalerTolerance, now: now))
            } catch {
                failure = failure ?? error
            }
        }
        let highest = recommendations.max { $0.replicas < $1.replicas }
        if let failure, highest.map({ $0.replicas <= current }) ?? true {
            isUnknown = true
            return set(
                "ScalingActive", "False", failure.reason,
                "the HPA was unable to compute the replica count: \(failure.message)")
        }
        guard let highest else { return }
        metrics = recommendations.map(\.current)
        reason = highest.text
        set(
            "ScalingActive", "True", "ValidMetricFound",
            "the HPA was able to successfully calculate a replica count from \(highest.text)")
        limit(highest.replicas)
    }

    private mutating func limit(_ wanted: Int) {
        let behaviour = AutoscalerBehaviour(autoscaler, downscaleWindow: settings.downscaleStabilization)
        let stable = behaviour.stabilised(wanted, from: current, history, now)
        recommend(wanted)
        if stable == wanted {
            set("AbleToScale", "True", "ReadyForNewScale", "recommended size matches current size")
        } else {
            let (direction, extreme) = wanted >= current ? ("Up", "lowest") : ("Down", "highest")
            set(
                "AbleToScale", "True", "Scale\(direction)Stabilized",
                "recent recommendations were \(wanted >= current ? "lower" : "higher") than current one, applying the "
                    + "\(extreme) recent recommendation")
        }
        let upper = behaviour.upperLimit(current, history, now)
        let lower = behaviour.lowerLimit(current, history, now)
        desired = min(max(stable, max(minimum, lower)), min(maximum, upper))
        noteLimits(stable, tooFast: desired > minimum && desired < maximum)
    }

    private mutating func noteLimits(_ stable: Int, tooFast: Bool) {
        if desired == stable {
            set("ScalingLimited", "False", "DesiredWithinRange", "the desired count is within the acceptable range")
        } else if desired < stable {
            set(
                "ScalingLimited", "True", tooFast ? "ScaleUpLimit" : "TooManyReplicas",
                tooFast
                    ? "the desired replica count is increasing faster than the maximum scale rate"
                    : "the desired replica count is more than the maximum replica count")
        } else {
            set(
                "ScalingLimited", "True", tooFast ? "ScaleDownLimit" : "TooFewReplicas",
                tooFast
                    ? "the desired replica count is decreasing faster than the maximum scale rate"
                    : "the desired replica count is less than the minimum replica count")
        }
    }

    private mutating func set(_ type: String, _ status: String, _ reason: String, _ message: String) {
        conditions.set(
            StatusCondition(type: type, status: status, reason: reason, message: message, lastTransitionTime: now))
    }

    var status: JSON {
        var status: JSON = [
            "currentReplicas": JSON(statusReplicas), "conditions": conditions.json,
            // What could not be computed stays what it was.
            "desiredReplicas": JSON(isUnknown ? autoscaler.count("desiredReplicas") : desired),
        ]
        status["currentMetrics"] = metrics.isEmpty ? nil : .array(metrics)
        status["lastScaleTime"] = hasScaled ? .string("\(now)") : autoscaler.status["lastScaleTime"]
        return status
    }
}
