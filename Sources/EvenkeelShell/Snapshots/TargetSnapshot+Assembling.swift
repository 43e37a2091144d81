public import EvenkeelAPI
public import EvenkeelEngine
import KubernetesTypes

extension TargetSnapshot {
    /// What is known of the target now, or why nothing may be concluded.
    ///
    /// - Parameters:
    ///   - canaries: what else the policy's rules name.
    ///   - cluster: everything that it answers is up to date; whether it is, the shell has to know.
    public init(
        of target: TargetReference, canaries: [Canary] = [], in namespace: String, from cluster: some TargetLookups
    ) {
        let surroundings = cluster.namespace(namespace) ?? NamespaceMetadata()
        switch cluster.workload(target.kind, ObjectKey(namespace: namespace, name: target.name)) {
        case .failure(let problem): self = .unavailable(problem.reason)
        case .success(nil): self.init(availability: .targetNotFound, surroundings)
        case .success(let workload?):
            self.init(availability: .known, surroundings)
            self.workload = workload
            addParts(of: workload, from: cluster)
            addScalers(target, canaries, namespace, from: cluster)
            addCanaries(canaries, namespace, from: cluster)
        }
    }

    private init(availability: Availability, _ surroundings: NamespaceMetadata) {
        self.init(
            availability: availability, namespaceLabels: surroundings.labels,
            namespaceAnnotations: surroundings.annotations)
    }

    /// The workload's own revisions and pods, and the disruption budgets of the latter.
    private mutating func addParts(of workload: Workload, from cluster: some TargetLookups) {
        let revisions = cluster.revisions(in: workload.namespace, ownedBy: workload.uid)
            .sorted { $0.number < $1.number }
        let pods = cluster.pods(in: workload.namespace, matching: workload.selector)
            .filter { workload.owns($0, revisions) }
        // The pods of a ReplicaSet are alike: their labels are compared once.
        let labels = Set(pods.map(\.labels))
        self.revisions = revisions
        self.pods = pods.sorted { $0.name < $1.name }
        budgets = cluster.budgets(in: workload.namespace) { labels.contains(where: $0.selector.matches) }
            .sorted { $0.name < $1.name }
    }

    private mutating func addScalers(
        _ target: TargetReference, _ canaries: [Canary], _ namespace: String, from cluster: some TargetLookups
    ) {
        let kind = target.kind.rawValue
        autoscalers = cluster.autoscalers(in: namespace) { $0.targetName == target.name && $0.targetKind == kind }
            .sorted { $0.name < $1.name }
        let canaryNames = canaries.compactMap(\.deployment)
        switch cluster.scaledObjects(in: namespace) {
        case .failure(let problem): unreadable[ResourceType.scaledObjects.kind] = problem.reason
        case .success(let all):
            let sorted = all.sorted { $0.name < $1.name }
            scaledObjects = sorted.filter { $0.targetKind == kind && $0.targetName == target.name }
            canaryScaledObjects = sorted.filter {
                $0.targetKind == WorkloadKind.deployment.rawValue && canaryNames.contains($0.targetName)
            }
        }
    }

    private mutating func addCanaries(_ canaries: [Canary], _ namespace: String, from cluster: some TargetLookups) {
        self.canaries = canaries.compactMap(\.deployment).compactMap { name in
            let found = cluster.workload(.deployment, ObjectKey(namespace: namespace, name: name))
            return (try? found.get()) ?? nil
        }
        let names = canaries.compactMap(\.httpRoute?.name)
        guard !names.isEmpty else { return }
        switch cluster.routes(in: namespace) {
        case .failure(let problem): unreadable[ResourceType.httpRoutes.kind] = problem.reason
        case .success(let all):
            routes = all.filter { names.contains($0.name) }.sorted { $0.name < $1.name }
        }
    }
}
