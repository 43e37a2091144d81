import JSONValue
import KubernetesTypes

/// A StatefulSet with its pods at one instant.
struct StatefulSet {
    enum Step {
        case create([Int])
        case delete([KubernetesObject])
    }

    /// Pods made in one go.
    private static let burst = 500

    let object: KubernetesObject
    /// By their numbers.
    let pods: [Int: KubernetesObject]

    init(_ object: KubernetesObject, _ context: ControllerContext) {
        self.object = object
        var pods: [Int: KubernetesObject] = [:]
        for pod in context.controlled(.pods, by: object) {
            guard let ordinal = pod.name.split(separator: "-").last.flatMap({ Int($0) }) else { continue }
            pods[ordinal] = pod
        }
        self.pods = pods
    }

    static func revision(of object: KubernetesObject) -> String {
        "\(object.name)-\(PodTemplate(of: object).hash(collisionCount: 0))"
    }

    private var revision: String { Self.revision(of: object) }
    private var isOrdered: Bool { object.spec["podManagementPolicy"]?.stringValue != "Parallel" }

    private var wanted: Range<Int> {
        let first = max(0, (object.spec.at("ordinals", "start")?.integerValue ?? 0).bounded)
        return first..<(first + max(0, object.replicas))
    }

    private func isHealthy(_ pod: KubernetesObject, _ now: Timestamp) -> Bool {
        pod.isActive && pod.isAvailable(minReadySeconds: object.minReadySeconds, now: now)
    }

    /// What to do now; `nil` where there is nothing, or something to wait for.
    func nextStep(now: Timestamp) -> Step? {
        let ended = pods.values.filter { $0.hasEnded && !$0.isBeingDeleted }.sorted { $0.key < $1.key }
        if !ended.isEmpty { return .delete(ended) }
        guard isOrdered else { return parallelStep(now) }
        for ordinal in wanted {
            guard let pod = pods[ordinal] else { return .create([ordinal]) }
            if !isHealthy(pod, now) { return nil }
        }
        if let last = surplus.last { return last.isBeingDeleted ? nil : .delete([last]) }
        return updateStep(now)
    }

    private func parallelStep(_ now: Timestamp) -> Step? {
        let missing = Array(wanted.lazy.filter { pods[$0] == nil }.prefix(Self.burst))
        if !missing.isEmpty { return .create(missing) }
        let condemned = surplus.filter { !$0.isBeingDeleted }
        return condemned.isEmpty ? updateStep(now) : .delete(condemned)
    }

    /// The pods with numbers that are no longer wanted, in their order.
    private var surplus: [KubernetesObject] {
        pods.filter { !wanted.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The highest pod of an old revision is replaced, unless one above it is still to become healthy.
    private func updateStep(_ now: Timestamp) -> Step? {
        let strategy = object.spec["updateStrategy"] ?? .object([:])
        guard strategy["type"]?.stringValue != "OnDelete" else { return nil }
        let partition = strategy.at("rollingUpdate", "partition")?.integerValue ?? 0
        for ordinal in wanted.reversed() where ordinal >= partition {
            guard let pod = pods[ordinal] else { return nil }
            if pod.labels[StatefulSetController.revisionLabel] != revision {
                return pod.isBeingDeleted ? nil : .delete([pod])
            }
            if !isHealthy(pod, now) { return nil }
        }
        return nil
    }

    func status(now: Timestamp) -> JSON {
        let active = pods.values.filter(\.isActive)
        let updated = active.filter { $0.labels[StatefulSetController.revisionLabel] == revision }
        let ready = active.filter(\.isReady)
        let isComplete = updated.count == object.replicas && ready.count == object.replicas
        let current = isComplete ? revision : object.status["currentRevision"]?.stringValue ?? revision
        let onCurrent = active.filter { $0.labels[StatefulSetController.revisionLabel] == current }
        var status = JSON.counts([
            "observedGeneration": object.generation, "readyReplicas": ready.count,
            "currentReplicas": onCurrent.count, "updatedReplicas": updated.count,
        ])
        status["replicas"] = JSON(active.count)
        status["availableReplicas"] = JSON(active.filter { isHealthy($0, now) }.count)
        status["currentRevision"] = .string(current)
        status["updateRevision"] = .string(revision)
        status["collisionCount"] = 0
        return status
    }
}
