import JSONValue
public import KubernetesTypes

/// A pod as the engine needs it: small, because ten thousand of them are kept.
public struct Pod: Sendable, Hashable, Codable {
    public var name: String
    public var uid: String
    public var namespace: String
    public var labels: [String: String]
    public var ownerUID: String?
    public var phase: String
    public var isReady: Bool
    public var isBeingDeleted: Bool
    public var createdAt: Timestamp?
    /// When readiness last changed.
    public var readyChangedAt: Timestamp?
    public var containers: [Container]
    public var unschedulableMessage: String?

    public struct Container: Sendable, Hashable, Codable {
        public var name: String
        public var restartCount: Int
        /// Such as `CrashLoopBackOff` or `ImagePullBackOff`.
        public var waitingReason: String?
        /// Such as `OOMKilled` or `Error`.
        public var lastTerminationReason: String?
        public var lastExitCode: Int?
        public var lastFinishedAt: Timestamp?
        public var isReady: Bool

        init(_ json: JSON) {
            let terminated = json.at("lastState", "terminated") ?? json.at("state", "terminated")
            name = json["name"]?.stringValue ?? ""
            restartCount = json["restartCount"]?.integerValue ?? 0
            waitingReason = json.at("state", "waiting", "reason")?.stringValue
            lastTerminationReason = terminated?["reason"]?.stringValue
            lastExitCode = terminated?["exitCode"]?.integerValue
            lastFinishedAt = terminated?["finishedAt"]?.stringValue.flatMap { Timestamp($0) }
            isReady = json["ready"]?.boolValue ?? false
        }
    }

    public var hasEnded: Bool { phase == "Succeeded" || phase == "Failed" }

    public init?(_ object: KubernetesObject) {
        guard object.kind == "Pod" || object.kind.isEmpty, let status = object.json["status"] else { return nil }
        let conditions = status["conditions"]?.arrayValue ?? []
        let ready = conditions.first { $0["type"]?.stringValue == "Ready" }
        let scheduled = conditions.first { $0["type"]?.stringValue == "PodScheduled" }
        name = object.name
        uid = object.uid
        namespace = object.namespace ?? ""
        labels = object.labels
        ownerUID = object.controller?.uid
        phase = status["phase"]?.stringValue ?? "Unknown"
        isReady = ready?["status"]?.stringValue == "True"
        isBeingDeleted = object.isBeingDeleted
        createdAt = object.creationTimestamp
        readyChangedAt = ready?["lastTransitionTime"]?.stringValue.flatMap { Timestamp($0) }
        let statuses =
            (status["containerStatuses"]?.arrayValue ?? []) + (status["initContainerStatuses"]?.arrayValue ?? [])
        containers = statuses.map(Container.init)
        if scheduled?["status"]?.stringValue == "False", scheduled?["reason"]?.stringValue == "Unschedulable" {
            unschedulableMessage = scheduled?["message"]?.stringValue ?? "no node fits"
        }
    }
}
