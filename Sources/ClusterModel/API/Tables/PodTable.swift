import JSONValue
import KubernetesTypes

/// Pods: what their containers do, in one word.
enum PodTable {
    static let printer = TablePrinter(
        columns: [
            .name, .text("Ready"), .text("Status"), .text("Restarts"), .age, .wide("IP"), .wide("Node"),
            .wide("Nominated Node"), .wide("Readiness Gates"),
        ]
    ) { row in
        let summary = PodSummary(row)
        func orNone(_ text: String) -> JSON { .string(text.isEmpty ? "<none>" : text) }
        return [
            .string(row.name), .string("\(summary.ready)/\(row.list("spec", "containers").count)"),
            .string(summary.reason), .string(summary.restartText), row.age, orNone(row.text("status", "podIP")),
            orNone(row.text("spec", "nodeName")), orNone(row.text("status", "nominatedNodeName")), "<none>",
        ]
    }
}

/// The status column, computed as the API server does it.
private struct PodSummary {
    private(set) var ready = 0
    private(set) var reason: String
    private var restarts = 0
    private var lastRestart: Timestamp?
    private let now: Timestamp

    init(_ row: TableRow) {
        now = row.now
        let phase = row.text("status", "phase")
        let own = row.text("status", "reason")
        reason = own.isEmpty ? phase : own
        if !readInitContainers(row) { readContainers(row) }
        guard row.object.at("metadata", "deletionTimestamp") != nil else { return }
        if own == "NodeLost" {
            reason = "Unknown"
        } else if !["Succeeded", "Failed"].contains(phase) {
            reason = "Terminating"
        }
    }

    var restartText: String {
        guard restarts > 0, let lastRestart else { return "\(restarts)" }
        return "\(restarts) (\(HumanDuration.text(now - lastRestart)) ago)"
    }

    /// - Returns: whether the pod is still busy with them.
    private mutating func readInitContainers(_ row: TableRow) -> Bool {
        let containers = row.list("status", "initContainerStatuses")
        for (index, container) in containers.enumerated() {
            if container.at("state", "terminated", "exitCode")?.integerValue == 0 { continue }
            restarts += container["restartCount"]?.integerValue ?? 0
            if let terminated = container.at("state", "terminated") {
                reason = "Init:\(Self.reason(terminated))"
            } else if let waiting = container.at("state", "waiting", "reason")?.stringValue,
                waiting != "PodInitializing"
            {
                reason = "Init:\(waiting)"
            } else {
                reason = "Init:\(index)/\(row.list("spec", "initContainers").count)"
            }
            return true
        }
        return false
    }

    private mutating func readContainers(_ row: TableRow) {
        var hasRunning = false
        var error: String?
        for container in row.list("status", "containerStatuses").reversed() {
            noteRestarts(container)
            if let waiting = container.at("state", "waiting", "reason")?.stringValue, !waiting.isEmpty {
                reason = waiting
            } else if let terminated = container.at("state", "terminated") {
                reason = Self.reason(terminated)
                if terminated["exitCode"]?.integerValue != 0 { error = reason }
            } else if container["ready"]?.boolValue == true, container.at("state", "running") != nil {
                hasRunning = true
                ready += 1
            }
        }
        guard reason == "Completed" else { return }
        let isReady = row.list("status", "conditions").contains { $0["type"] == "Ready" && $0["status"] == "True" }
        if hasRunning, isReady {
            reason = "Running"
        } else if let error {
            reason = error
        } else if hasRunning {
            reason = "NotReady"
        }
    }

    private mutating func noteRestarts(_ container: JSON) {
        restarts += container["restartCount"]?.integerValue ?? 0
        let finished = container.at("lastState", "terminated", "finishedAt")?.stringValue.flatMap { Timestamp($0) }
        if let finished { lastRestart = max(lastRestart ?? finished, finished) }
    }

    private static func reason(_ terminated: JSON) -> String {
        if let reason = terminated["reason"]?.stringValue, !reason.isEmpty { return reason }
        if let signal = terminated["signal"]?.integerValue, signal != 0 { return "Signal:\(signal)" }
        return "ExitCode:\(terminated["exitCode"]?.integerValue ?? 0)"
    }
}
