import JSONValue
import KubernetesTypes

/// One resource metric of a HorizontalPodAutoscaler, and the replica count that it calls for
/// (`replica_calculator.go` of Kubernetes).
struct AutoscalerMetric: Sendable, Hashable {
    enum Target: Sendable, Hashable {
        /// Per cent of what the pods request.
        case utilisation(Int)
        /// Per pod, in millicores or bytes.
        case average(Double)
    }

    struct Failure: Error, Hashable {
        var reason: String
        var message: String
    }

    struct Recommendation: Sendable, Hashable {
        var replicas: Int
        /// As `status.currentMetrics` shows it.
        var current: JSON
        var text: String
    }

    var resource: String
    var target: Target

    init(_ json: JSON) throws(Failure) {
        let type = json["type"]?.stringValue ?? ""
        let source = json[type == "ContainerResource" ? "containerResource" : "resource"]
        guard ["Resource", "ContainerResource"].contains(type), let source,
            let resource = source["name"]?.stringValue, ["cpu", "memory"].contains(resource)
        else {
            throw Failure(
                reason: "FailedGet\(type.isEmpty ? "Resource" : type)Metric",
                message: "this cluster serves no metrics but cpu and memory of pods")
        }
        self.resource = resource
        if let percent = source.at("target", "averageUtilization")?.integerValue, percent > 0 {
            target = .utilisation(percent)
        } else if let value = source.at("target", "averageValue").flatMap(Quantity.value), value > 0 {
            target = .average(resource == "cpu" ? value * 1000 : value)
        } else {
            throw Failure(
                reason: "FailedGetResourceMetric",
                message: "invalid resource metric source: neither an average "
                    + "utilization target nor an average value (non-utilization) target was set")
        }
    }

    /// - Parameter usage: by the pods' uids.
    func recommendation(
        _ current: Int, _ pods: [KubernetesObject], _ usage: [String: PodUsage], tolerance: Double, now: Timestamp
    ) throws(Failure) -> Recommendation {
        var group = try PodGroup(pods, usage, self, now)
        guard !group.measured.isEmpty else {
            throw Failure(
                reason: "FailedGetResourceMetric",
                message: "failed to get \(resource) utilization: did not receive metrics for targeted pods "
                    + "(pods might be unready)")
        }
        let ratio = group.ratio(target)
        let shown = group.shown(self)
        let text = "\(resource) resource utilization (percentage of request) \(ratio > 1 ? "above" : "below") target"
        func answer(_ replicas: Int) -> Recommendation {
            Recommendation(replicas: replicas, current: shown, text: text)
        }
        let countUnready = !group.unready.isEmpty && ratio > 1
        if !countUnready, group.missing.isEmpty {
            return answer(abs(1 - ratio) <= tolerance ? current : group.scaled(ratio))
        }
        group.assume(ratio, countUnready: countUnready, target)
        let second = group.ratio(target)
        if abs(1 - second) <= tolerance || (ratio < 1) != (second < 1) { return answer(current) }
        let replicas = group.scaled(second)
        return answer(second < 1 && replicas > current || second > 1 && replicas < current ? current : replicas)
    }
}

/// The pods of a target, by what is known of them.
private struct PodGroup {
    /// Use and request of pods that count.
    var measured: [(used: Double, requested: Double)] = []
    /// Requests of pods that are starting.
    var unready: [Double] = []
    /// Requests of pods without metrics.
    var missing: [Double] = []

    init(
        _ pods: [KubernetesObject], _ usage: [String: PodUsage], _ metric: AutoscalerMetric, _ now: Timestamp
    ) throws(AutoscalerMetric.Failure) {
        for pod in pods where pod.phase != "Failed" && !pod.isBeingDeleted {
            let isCPU = metric.resource == "cpu"
            let requested = Double(isCPU ? pod.requestedMilliCPU : pod.requestedMemory)
            if case .utilisation = metric.target, requested == 0 {
                throw AutoscalerMetric.Failure(
                    reason: "FailedGetResourceMetric",
                    message: "failed to get \(metric.resource) utilization: missing request for \(metric.resource) in "
                        + "container of Pod \(pod.name)")
            }
            if pod.phase == "Pending" {
                unready.append(requested)
            } else if let used = usage[pod.uid].map({ isCPU ? $0.milliCPU : $0.memory }) {
                if isCPU, Self.isStarting(pod, now) {
                    unready.append(requested)
                } else {
                    measured.append((used, requested))
                }
            } else {
                missing.append(requested)
            }
        }
    }

    /// Not ready within five minutes of its start, or never ready so far: its use says nothing about the load.
    private static func isStarting(_ pod: KubernetesObject, _ now: Timestamp) -> Bool {
        guard let ready = pod.condition("Ready"), let changed = ready.lastTransitionTime,
            let started = pod.status["startTime"]?.stringValue.flatMap({ Timestamp($0) })
        else { return true }
        return !ready.isTrue && (started + 300 > now || started + 30 > changed)
    }

    func ratio(_ target: AutoscalerMetric.Target) -> Double {
        let used = measured.reduce(0) { $0 + $1.used }
        switch target {
        case .utilisation(let percent): return Double(utilisation) / Double(percent)
        case .average(let value): return used / Double(max(1, measured.count)) / value
        }
    }

    private var utilisation: Int {
        let requested = measured.reduce(0) { $0 + $1.requested }
        return requested > 0 ? Int(min(1e9, measured.reduce(0) { $0 + $1.used } * 100 / requested)) : 0
    }

    func scaled(_ ratio: Double) -> Int { Int(min(1e9, ratio * Double(measured.count)).rounded(.up)) }

    /// Going down, pods without metrics count as fully used; going up, they and starting ones as idle.
    mutating func assume(_ ratio: Double, countUnready: Bool, _ target: AutoscalerMetric.Target) {
        for requested in missing {
            switch target {
            case .utilisation(let percent):
                measured.append((ratio < 1 ? requested * Double(max(100, percent)) / 100 : 0, requested))
            case .average(let value): measured.append((ratio < 1 ? value : 0, requested))
            }
        }
        if countUnready { for requested in unready { measured.append((0, requested)) } }
    }

    func shown(_ metric: AutoscalerMetric) -> JSON {
        let average = Int(min(1e15, measured.reduce(0) { $0 + $1.used } / Double(max(1, measured.count))))
        var current: JSON = ["averageValue": .string(metric.resource == "cpu" ? "\(average)m" : "\(average)")]
        if case .utilisation = metric.target { current["averageUtilization"] = JSON(utilisation) }
        return ["type": "Resource", "resource": ["name": .string(metric.resource), "current": current]]
    }
}
