import JSONValue
import KubernetesTypes

/// Plays the pods that have a node: starts, crashes and ends them as their annotations say.
enum Kubelet {
    static let name = "kubelet"

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let pod = context.store.get(.pods, key), let node = pod.nodeName else { return nil }
        if NodeController.isDown(node, context) { return nil }
        if pod.isBeingDeleted { return terminate(pod, &context) }
        if pod.hasEnded { return nil }
        var clock = context.podClocks[pod.uid] ?? PodClock(resuming: pod, now: context.now)
        let (stage, next) = PodStage.of(pod, &clock, now: context.now, context.settings)
        let before = clock.stage
        clock.stage = stage
        context.podClocks[pod.uid] = clock
        let address = stage.hasContainer ? pod.status["podIP"]?.stringValue ?? context.addresses.next(on: node) : nil
        let report = PodReport(pod: pod, stage: stage, clock: clock, address: address, now: context.now)
        context.updateStatus(.pods, key, report.status)
        if before != stage || clock.restarts > pod.restarts {
            announce(stage, after: before, isLasting: next == nil, pod, &context)
        }
        return next
    }

    /// Removes the pod once it has shut down, which takes at most its grace period.
    private static func terminate(_ pod: KubernetesObject, _ context: inout ControllerContext) -> Timestamp? {
        guard let limit = pod.json.at("metadata", "deletionTimestamp")?.stringValue.flatMap({ Timestamp($0) }) else {
            return nil
        }
        let grace = Double(pod.gracePeriodSeconds ?? 0)
        let end = limit - grace + min(PodBehaviour(of: pod, context.settings).terminationSeconds, grace)
        if context.now < end { return end }
        context.recordEvent(pod, "Killing", "Stopping container \(containerName(pod))", by: name)
        context.delete(.pods, pod.key)
        return nil
    }

    private static func announce(
        _ stage: PodStage, after before: PodStage?, isLasting: Bool, _ pod: KubernetesObject,
        _ context: inout ControllerContext
    ) {
        let container = containerName(pod)
        switch stage {
        case .creating, .finished: return
        case .running(let isReady):
            if before?.isRunning != true {
                context.recordEvent(pod, "Started", "Started container \(container)", by: name)
            }
            // Not while it only warms up.
            guard !isReady, isLasting else { return }
            context.recordEvent(pod, "Unhealthy", "Readiness probe failed: not ready", by: name, isWarning: true)
        case .crashed:
            context.recordEvent(
                pod, "BackOff", "Back-off restarting failed container \(container) in pod \(pod.name)", by: name,
                isWarning: true)
        case .pullFailing:
            context.recordEvent(
                pod, "Failed", "Error: ImagePullBackOff for container \(container)", by: name,
                isWarning: true)
        }
    }

    private static func containerName(_ pod: KubernetesObject) -> String {
        pod.containers.first?["name"]?.stringValue ?? ""
    }
}
