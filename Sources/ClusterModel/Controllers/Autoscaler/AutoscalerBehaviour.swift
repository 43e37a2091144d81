import JSONValue
import KubernetesTypes

/// `spec.behavior` of a HorizontalPodAutoscaler, with the API's defaults: how fast, and how soon.
struct AutoscalerBehaviour: Sendable, Hashable {
    struct Rules: Sendable, Hashable {
        /// Seconds.
        var window: Double
        /// `Max`, `Min` or `Disabled`.
        var select: String
        var policies: [Policy]
    }

    struct Policy: Sendable, Hashable {
        var isPercent: Bool
        var value: Int
        /// Seconds.
        var period: Double
    }

    var up: Rules
    var down: Rules

    init(_ autoscaler: KubernetesObject, downscaleWindow: Double) {
        let behaviour = autoscaler.spec["behavior"] ?? .object([:])
        up = Self.rules(
            behaviour["scaleUp"], window: 0,
            [Policy(isPercent: false, value: 4, period: 15), Policy(isPercent: true, value: 100, period: 15)])
        down = Self.rules(
            behaviour["scaleDown"], window: downscaleWindow, [Policy(isPercent: true, value: 100, period: 15)])
    }

    private static func rules(_ json: JSON?, window: Double, _ presets: [Policy]) -> Rules {
        let policies = json?["policies"]?.arrayValue?.map { policy in
            Policy(
                isPercent: policy["type"]?.stringValue == "Percent",
                value: max(0, (policy["value"]?.integerValue ?? 0).bounded),
                period: policy["periodSeconds"]?.doubleValue ?? 15)
        }
        return Rules(
            window: json?["stabilizationWindowSeconds"]?.doubleValue ?? window,
            select: json?["selectPolicy"]?.stringValue ?? "Max",
            policies: policies?.isEmpty == false ? policies ?? presets : presets)
    }

    /// The recommendation that recent ones allow: the lowest of late for going up, the highest for going down.
    func stabilised(_ desired: Int, from current: Int, _ history: AutoscalerHistory, _ now: Timestamp) -> Int {
        let lowest = history.recommendations(within: up.window, now).reduce(desired, min)
        let highest = history.recommendations(within: down.window, now).reduce(desired, max)
        return min(max(current, lowest), highest)
    }

    func upperLimit(_ current: Int, _ history: AutoscalerHistory, _ now: Timestamp) -> Int {
        if up.select == "Disabled" { return current }
        let proposals = up.policies.map { policy in
            let start = current - history.added(within: policy.period, now)
            return policy.isPercent ? (start * (100 + policy.value) + 99) / 100 : start + policy.value
        }
        return max(current, (up.select == "Min" ? proposals.min() : proposals.max()) ?? current)
    }

    func lowerLimit(_ current: Int, _ history: AutoscalerHistory, _ now: Timestamp) -> Int {
        if down.select == "Disabled" { return current }
        let proposals = down.policies.map { policy in
            let start = current + history.removed(within: policy.period, now)
            return policy.isPercent ? start * (100 - policy.value) / 100 : start - policy.value
        }
        return min(current, (down.select == "Min" ? proposals.max() : proposals.min()) ?? current)
    }
}
