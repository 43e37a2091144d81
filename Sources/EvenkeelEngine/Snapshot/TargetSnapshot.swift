import KubernetesTypes

/// Everything that the Kubernetes API says of a target at one moment.
public struct TargetSnapshot: Sendable, Hashable, Codable {
    public enum Availability: Sendable, Hashable, Codable {
        case known
        /// The API server answered that there is no such object.
        case targetNotFound
        /// The API server could not be asked, or its watch is behind: nothing may be concluded from it.
        case unavailable(String)
    }

    public var availability: Availability
    /// Absent unless `known`.
    public var workload: Workload?
    public var pods: [Pod]
    public var revisions: [Revision]
    /// Those whose selector matches at least one of the pods.
    public var budgets: [DisruptionBudget]
    public var autoscalers: [Autoscaler]
    public var scaledObjects: [ScaledObject]
    /// The canary Deployments and the routes that the policy's rules name.
    public var canaries: [Workload]
    public var routes: [HTTPRoute]
    /// Those that scale one of the canaries.
    public var canaryScaledObjects: [ScaledObject] = []
    /// Kinds that the API serves and that could not be read, with the reason: of them nothing may be concluded.
    public var unreadable: [String: String]
    public var namespaceLabels: [String: String]
    public var namespaceAnnotations: [String: String]

    public init(
        availability: Availability, workload: Workload? = nil, pods: [Pod] = [], revisions: [Revision] = [],
        budgets: [DisruptionBudget] = [], autoscalers: [Autoscaler] = [],
        scaledObjects: [ScaledObject] = [], canaries: [Workload] = [], routes: [HTTPRoute] = [],
        unreadable: [String: String] = [:], namespaceLabels: [String: String] = [:],
        namespaceAnnotations: [String: String] = [:]
    ) {
        self.availability = availability
        self.workload = workload
        self.pods = pods
        self.revisions = revisions
        self.budgets = budgets
        self.autoscalers = autoscalers
        self.scaledObjects = scaledObjects
        self.canaries = canaries
        self.routes = routes
        self.unreadable = unreadable
        self.namespaceLabels = namespaceLabels
        self.namespaceAnnotations = namespaceAnnotations
    }

    public static func unavailable(_ reason: String) -> TargetSnapshot {
        TargetSnapshot(availability: .unavailable(reason))
    }

    /// The target's own pods that are not on their way out, and have not ended: what the kubelet evicted, or a node that was
    /// shut down left behind, stays as `Failed` long after it was replaced.
    public var livePods: [Pod] { pods.filter { !$0.isBeingDeleted && !$0.hasEnded } }

    /// The revision whose template is the Deployment's own.
    public var currentRevision: Revision? {
        guard let number = workload?.revision else { return nil }
        return revisions.first { $0.number == number }
    }
}

extension TargetSnapshot {
    /// Ready for `minReadySeconds` or longer, which is what Kubernetes calls available.
    func availablePods(at now: Timestamp) -> [Pod] {
        let seconds = Double(workload?.minReadySeconds ?? 0)
        return livePods.filter { pod in
            pod.isReady && (seconds <= 0 || pod.readyChangedAt.map { now - $0 >= seconds } ?? false)
        }
    }
}
