import JSONValue
import KubernetesTypes

/// Plays the pods that have a node: starts, crashes and ends them as their annotations say.
enum Kubelet {
    static let name = "kubelet"

    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        guard let pod = desk.store.get(.pods, key), let node = pod.nodeName else { return nil }
        if NodeController.isDown(node, desk) { return nil }
        if pod.isBeingDeleted { return terminate(pod, &desk) }
        if pod.hasEnded { return nil }
        var clock = desk.podClocks[pod.uid] ?? PodClock(resuming: pod, now: desk.now)
        let (stage, next) = PodStage.of(pod, &clock, now: desk.now, desk.settings)
        let before = clock.stage
        clock.stage = stage
        desk.podClocks[pod.uid] = clock
        let address = stage.hasContainer ? pod.status["podIP"]?.stringValue ?? desk.addresses.next(on: node) : nil
        let report = PodReport(pod: pod, stage: stage, clock: clock, address: address, now: desk.now)
        desk.updateStatus(.pods, key, report.status)
        if before != stage || clock.restarts > pod.restarts {
            announce(stage, after: before, isLasting: next == nil, pod, &desk)
        }
        return next
    }

    /// Removes the pod once it has shut down, which takes at most its grace period.
    private static func terminate(_ pod: KubernetesObject, _ desk: inout Desk) -> Timestamp? {
        guard let limit = pod.json.at("metadata", "deletionTimestamp")?.stringValue.flatMap({ Timestamp($0) }) else {
            return nil
        }
        let grace = Double(pod.gracePeriodSeconds ?? 0)
        let end = limit - grace + min(PodBehaviour(of: pod, desk.settings).terminationSeconds, grace)
        if desk.now < end { return end }
        desk.tell(pod, "Killing", "Stopping container \(containerName(pod))", by: name)
        desk.delete(.pods, pod.key)
        return nil
    }

    private static func announce(
        _ stage: PodStage, after before: PodStage?, isLasting: Bool, _ pod: KubernetesObject, _ desk: inout Desk
    ) {
        let container = containerName(pod)
        switch stage {
        case .creating, .finished: return
        case .running(let isReady):
            if before?.isRunning != true { desk.tell(pod, "Started", "Started container \(container)", by: name) }
            // Not while it only warms up.
            guard !isReady, isLasting else { return }
            desk.tell(pod, "Unhealthy", "Readiness probe failed: not ready", by: name, isWarning: true)
        case .crashed:
            desk.tell(
                pod, "BackOff", "Back-off restarting failed container \(container) in pod \(pod.name)", by: name,
                isWarning: true)
        case .pullFailing:
            desk.tell(
                pod, "Failed", "Error: ImagePullBackOff for container \(container)", by: name,
                isWarning: true)
        }
    }

    private static func containerName(_ pod: KubernetesObject) -> String {
        pod.containers.first?["name"]?.stringValue ?? ""
    }
}
