import JSONValue
import KubernetesTypes

/// The status that a kubelet writes for a pod in a stage.
struct PodReport {
    let pod: KubernetesObject
    let stage: PodStage
    let clock: PodClock
    /// `nil` as long as nothing runs.
    let address: String?
    let now: Timestamp

    var status: JSON {
        var status = pod.status
        status["phase"] = .string(stage.phase)
        status["startTime"] = status["startTime"] ?? .string("\(now)")
        status["conditions"] = .array(conditions.map { $0.podJSON })
        status["containerStatuses"] = .array(pod.containers.map(container))
        if let containers = pod.spec["initContainers"]?.arrayValue {
            status["initContainerStatuses"] = .array(containers.map(initContainer))
        }
        status["observedGeneration"] = JSON(pod.generation)
        let host = PodAddresses.host(pod.nodeName ?? "")
        status["hostIP"] = .string(host)
        status["hostIPs"] = [["ip": .string(host)]]
        if let address {
            let own = pod.spec["hostNetwork"]?.boolValue == true ? host : address
            status["podIP"] = .string(own)
            status["podIPs"] = [["ip": .string(own)]]
        }
        return status
    }

    // MARK: Conditions

    /// The kubelet's, in its order; those of others stay behind them.
    private static let own = ["PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready"]

    private var conditions: [StatusCondition] {
        var conditions = pod.conditions.filter { Self.own.contains($0.type) }
        let hasStarted = stage != .creating
        let notReady = stage.phase == "Succeeded" ? "PodCompleted" : "ContainersNotReady"
        set("PodReadyToStartContainers", hasStarted && !isFinished, nil, &conditions)
        set("Initialized", hasStarted, initializedReason, &conditions)
        set("ContainersReady", stage.isReady, stage.isReady ? nil : notReady, &conditions)
        let reason = stage.isReady ? (gatesHold ? nil : "ReadinessGatesNotReady") : notReady
        set("Ready", stage.isReady && gatesHold, reason, &conditions)
        return conditions + pod.conditions.filter { !Self.own.contains($0.type) }
    }

    private var isFinished: Bool {
        if case .finished = stage { true } else { false }
    }

    private var initializedReason: String? {
        if stage == .creating { return "ContainersNotInitialized" }
        return stage.phase == "Succeeded" ? "PodCompleted" : nil
    }

    private var gatesHold: Bool {
        (pod.spec["readinessGates"]?.arrayValue ?? []).allSatisfy { gate in
            gate["conditionType"]?.stringValue.flatMap { pod.condition($0) }?.isTrue == true
        }
    }

    private func set(_ type: String, _ holds: Bool, _ reason: String?, _ conditions: inout [StatusCondition]) {
        let names = pod.containers.compactMap { $0["name"]?.stringValue }.joined(separator: " ")
        let message = reason == "ContainersNotReady" ? "containers with unready status: [\(names)]" : nil
        conditions.set(
            StatusCondition(
                type: type, status: holds ? "True" : "False", reason: reason, message: message,
                lastTransitionTime: now, observedGeneration: pod.generation))
    }

    // MARK: Containers

    private func container(_ container: JSON) -> JSON {
        let name = container["name"] ?? ""
        let image = container["image"] ?? ""
        let old = pod.containerStatuses.first { $0["name"] == name }
        var status: JSON = [
            "name": name, "image": image, "imageID": "", "ready": .bool(stage.isReady),
            "restartCount": JSON(max(clock.restarts, old?["restartCount"]?.integerValue ?? 0)),
            "started": .bool(stage.isRunning), "lastState": lastState(old), "state": state(old, name, image),
        ]
        if stage.hasContainer {
            status["containerID"] = .string("fake://\(pod.uid)-\(name.stringValue ?? "")")
            status["imageID"] = .string("fake://sha256:\(image.stringValue ?? "")")
        }
        return status
    }

    private func lastState(_ old: JSON?) -> JSON {
        guard case .crashed(let reason, let exitCode) = stage, let crash = clock.lastCrash else {
            return old?["lastState"] ?? .object([:])
        }
        let started = old?.at("state", "running", "startedAt") ?? .string("\(crash)")
        // While it waits, what was written at the crash stays.
        if let written = old?["lastState"], written.at("terminated", "finishedAt")?.stringValue == "\(crash)" {
            return written
        }
        return [
            "terminated": [
                "exitCode": JSON(exitCode), "reason": .string(reason), "startedAt": started,
                "finishedAt": .string("\(crash)"), "containerID": .string("fake://\(pod.uid)-\(clock.restarts)"),
            ]
        ]
    }

    private func state(_ old: JSON?, _ name: JSON, _ image: JSON) -> JSON {
        switch stage {
        case .creating: return ["waiting": ["reason": "ContainerCreating"]]
        case .pullFailing:
            let message = "Back-off pulling image \"\(image.stringValue ?? "")\""
            return ["waiting": ["reason": "ImagePullBackOff", "message": .string(message)]]
        case .crashed:
            let message =
                "back-off restarting failed container=\(name.stringValue ?? "") pod=\(pod.name)"
            return ["waiting": ["reason": "CrashLoopBackOff", "message": .string(message)]]
        case .running:
            let since = old?.at("state", "running", "startedAt") ?? .string("\(clock.runningSince ?? now)")
            return ["running": ["startedAt": since]]
        case .finished(let exitCode):
            let started = old?.at("state", "running", "startedAt") ?? .string("\(now)")
            return [
                "terminated": [
                    "exitCode": JSON(exitCode), "reason": exitCode == 0 ? "Completed" : "Error",
                    "startedAt": started, "finishedAt": .string("\(now)"), "containerID": .string("fake://\(pod.uid)"),
                ]
            ]
        }
    }

    private func initContainer(_ container: JSON) -> JSON {
        let name = container["name"] ?? ""
        let image = container["image"]?.stringValue ?? ""
        let old = pod.status["initContainerStatuses"]?.arrayValue?.first { $0["name"] == name }
        let isSidecar = container["restartPolicy"]?.stringValue == "Always"
        let hasStarted = stage != .creating
        return [
            "name": name, "image": .string(image), "imageID": .string("fake://sha256:\(image)"), "restartCount": 0,
            "ready": .bool(hasStarted), "started": .bool(isSidecar && hasStarted), "lastState": .object([:]),
            "state": initState(old, isSidecar: isSidecar),
        ]
    }

    private func initState(_ old: JSON?, isSidecar: Bool) -> JSON {
        if stage == .creating { return ["waiting": ["reason": "PodInitializing"]] }
        if let state = old?["state"], state["waiting"] == nil { return state }
        if isSidecar { return ["running": ["startedAt": .string("\(now)")]] }
        return [
            "terminated": [
                "exitCode": 0, "reason": "Completed", "startedAt": .string("\(now)"), "finishedAt": .string("\(now)"),
            ]
        ]
    }
}
