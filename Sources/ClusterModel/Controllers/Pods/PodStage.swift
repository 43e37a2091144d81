import JSONValue
import KubernetesTypes

/// What a pod's containers do at one instant.
enum PodStage: Sendable, Hashable {
    case creating
    case pullFailing
    /// Waiting to be started again after a crash with this reason and exit code.
    case crashed(reason: String, exitCode: Int)
    case running(isReady: Bool)
    case finished(exitCode: Int)

    /// - Returns: the stage, and when it may change by itself.
    static func of(
        _ pod: KubernetesObject, _ clock: inout PodClock, now: Timestamp, _ settings: ControllerSettings
    ) -> (PodStage, Timestamp?) {
        let behaviour = PodBehaviour(of: pod, settings)
        let started = clock.firstSeen + behaviour.startSeconds
        if now < started { return (.creating, started) }
        if behaviour.cannotPull { return (.pullFailing, nil) }
        if let code = behaviour.exitCode, pod.spec["restartPolicy"]?.stringValue ?? "Always" != "Always" {
            let end = started + behaviour.runSeconds
            if now >= end { return (.finished(exitCode: code), nil) }
            return (.running(isReady: !behaviour.isNeverReady), end)
        }
        if behaviour.crashes { return crashing(&clock, "Error", 1, now, settings) }
        if behaviour.runsOutOfMemory { return crashing(&clock, "OOMKilled", 137, now, settings) }
        return running(pod, behaviour, &clock, since: started, now, settings)
    }

    private static func crashing(
        _ clock: inout PodClock, _ reason: String, _ exitCode: Int, _ now: Timestamp, _ settings: ControllerSettings
    ) -> (PodStage, Timestamp?) {
        if clock.restart(settings).map({ $0 <= now }) ?? true { clock.crash(now, settings) }
        return (.crashed(reason: reason, exitCode: exitCode), clock.restart(settings))
    }

    private static func running(
        _ pod: KubernetesObject, _ behaviour: PodBehaviour, _ clock: inout PodClock, since started: Timestamp,
        _ now: Timestamp, _ settings: ControllerSettings
    ) -> (PodStage, Timestamp?) {
        let lifetime = WorkloadProfile(of: pod).secondsUntilOutOfMemory(limit: pod.memoryLimit)
        if clock.runningSince == nil, lifetime != nil, let restart = clock.restart(settings), now < restart {
            return (.crashed(reason: "OOMKilled", exitCode: 137), restart)
        }
        let since = clock.runningSince ?? (clock.lastCrash == nil ? started : now)
        clock.runningSince = since
        let killed = lifetime.map { since + $0 }
        if let killed, now >= killed {
            clock.crash(now, settings)
            return (.crashed(reason: "OOMKilled", exitCode: 137), clock.restart(settings))
        }
        let warm = since + behaviour.readySeconds
        let next = [now < warm ? warm : nil, killed].compactMap { $0 }.min()
        return (.running(isReady: now >= warm && !behaviour.isNeverReady), next)
    }
}

extension PodStage {
    var phase: String {
        switch self {
        case .creating, .pullFailing: "Pending"
        case .crashed, .running: "Running"
        case .finished(let exitCode): exitCode == 0 ? "Succeeded" : "Failed"
        }
    }

    var isReady: Bool { self == .running(isReady: true) }

    /// Whether an image is there, and with it a container and the pod's address.
    var hasContainer: Bool { self != .creating && self != .pullFailing }

    var isRunning: Bool {
        if case .running = self { true } else { false }
    }
}
