public import EvenkeelAPI
public import JSONValue
public import KubernetesTypes

/// A Deployment, StatefulSet or Rollout as the engine needs it.
public struct Workload: Sendable, Hashable, Codable {
    public var kind: WorkloadKind
    public var name: String
    public var namespace: String
    public var uid: String
    public var resourceVersion: String
    public var annotations: [String: String]
    public var hasAnnotations: Bool
    public var generation: Int
    public var observedGeneration: Int
    public var selector: LabelSelector
    public var replicas: Int
    @PackedJSON public var template: JSON
    public var statusReplicas: Int
    public var updatedReplicas: Int
    public var readyReplicas: Int
    public var isPaused: Bool
    /// Seconds for which a pod must be ready before it counts as available.
    public var minReadySeconds: Int
    public var strategy: UpdateStrategy
    /// Of a Rollout only.
    public var canary: CanaryProgress?
    public var restartAt: String?
    public var ownership: Ownership
    public var progressing: WorkloadCondition?

    /// `nil` where the object is not one of the kinds.
    public init?(_ object: KubernetesObject) {
        guard let kind = WorkloadKind(rawValue: object.kind) else { return nil }
        let json = object.json
        let status = json["status"]
        self.kind = kind
        name = object.name
        namespace = object.namespace ?? ""
        uid = object.uid
        resourceVersion = object.resourceVersion
        // The whole object once more, as `kubectl apply` keeps it.
        annotations = object.annotations.filter { $0.key != "kubectl.kubernetes.io/last-applied-configuration" }
        hasAnnotations = json.at("metadata", "annotations")?.objectValue != nil
        generation = object.generation
        observedGeneration = status?["observedGeneration"]?.integerValue ?? 0
        // A Rollout that refers to a Deployment has none, and says in its status which one it uses.
        selector =
            json.at("spec", "selector").map { LabelSelector(json: $0) }
            ?? status?["selector"]?.stringValue.flatMap { LabelSelector($0) } ?? .none
        replicas = json.at("spec", "replicas")?.integerValue ?? 1
        template = json.at("spec", "template") ?? [:]
        statusReplicas = status?["replicas"]?.integerValue ?? 0
        updatedReplicas = status?["updatedReplicas"]?.integerValue ?? 0
        readyReplicas = status?["readyReplicas"]?.integerValue ?? 0
        isPaused = json.at("spec", "paused")?.boolValue ?? false
        minReadySeconds = json.at("spec", "minReadySeconds")?.integerValue ?? 0
        strategy = UpdateStrategy(
            json.at("spec", kind == .deployment ? "strategy" : "updateStrategy"),
            isDeployment: kind != .statefulSet)
        canary = kind == .rollout ? CanaryProgress(status) : nil
        restartAt = kind == .rollout ? json.at("spec", "restartAt")?.stringValue : nil
        ownership = Ownership(object)
        progressing = status?["conditions"]?.arrayValue?.lazy.compactMap { WorkloadCondition($0) }
            .first { $0.type == "Progressing" }
    }

    /// Whether it is known which pods are its own.
    public var isSelectorKnown: Bool { selector != .none && !selector.requirements.isEmpty }

    /// The revision that a Deployment is at, as `kubectl rollout history` counts.
    public var revision: Int? { annotations["deployment.kubernetes.io/revision"].flatMap { Int($0) } }

    /// Old and new pods stand side by side, or the controller has not yet seen the newest spec.
    public var isRollingOut: Bool {
        if let canary { return canary.isUnderWay && !canary.isAborted }
        if observedGeneration < generation { return true }
        if progressing?.reason == "ProgressDeadlineExceeded" { return false }
        // What OnDelete or a partition leaves old is no rollout that goes on.
        if kind == .statefulSet {
            return strategy.type != "OnDelete" && updatedReplicas < replicas - strategy.partition
        }
        return updatedReplicas < replicas || statusReplicas > updatedReplicas
    }
}

public struct WorkloadCondition: Sendable, Hashable, Codable {
    public var type: String
    public var status: String
    public var reason: String
    public var message: String

    init?(_ json: JSON) {
        guard let type = json["type"]?.stringValue else { return nil }
        self.type = type
        status = json["status"]?.stringValue ?? ""
        reason = json["reason"]?.stringValue ?? ""
        message = json["message"]?.stringValue ?? ""
    }
}

/// One of a Deployment's ReplicaSets: a revision that can be returned to.
///
/// Those of a Rollout have no number; they only say which pods are its own.
public struct Revision: Sendable, Hashable, Codable {
    public var name: String
    public var uid: String?
    public var ownerUID: String
    public var number: Int
    public var templateHash: String
    /// The pod template without `pod-template-hash`, as it would stand in the Deployment.
    @PackedJSON public var template: JSON
    public var replicas: Int
    public var readyReplicas: Int

    public init?(_ object: KubernetesObject) {
        guard object.kind == "ReplicaSet", let owner = object.controller,
            [WorkloadKind.deployment.rawValue, WorkloadKind.rollout.rawValue].contains(owner.kind)
        else { return nil }
        name = object.name
        uid = object.uid
        ownerUID = owner.uid
        number = object.annotations["deployment.kubernetes.io/revision"].flatMap { Int($0) } ?? 0
        templateHash = object.labels["pod-template-hash"] ?? ""
        var template = object.json.at("spec", "template") ?? [:]
        template.set(nil, at: "metadata", "labels", "pod-template-hash")
        self.template = template
        replicas = object.json.at("spec", "replicas")?.integerValue ?? 0
        readyReplicas = object.json.at("status", "readyReplicas")?.integerValue ?? 0
    }
}

extension Workload {
    /// Whether the pod is one of its own: others may carry the same labels, such as a canary's beside the stable ones, or
    /// those of a Job. One that nobody controls is told by its labels alone.
    ///
    /// - Parameter revisions: the workload's own.
    public func owns(_ pod: Pod, _ revisions: [Revision]) -> Bool {
        guard selector.matches(pod.labels) else { return false }
        return pod.ownerUID.map { owner in owner == uid || revisions.contains { $0.uid == owner } } ?? true
    }

    /// The fields that plans change, at their places in the object.
    var fields: JSON {
        var fields: JSON = ["spec": ["replicas": JSON(replicas), "template": template]]
        fields.set(restartAt.map { .string($0) }, at: "spec", "restartAt")
        if let canary { fields["status"] = canary.fields }
        return fields
    }
}
