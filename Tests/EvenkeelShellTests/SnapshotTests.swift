import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes
import Testing

/// A cluster of two Deployments, with what is made of the lists that are given.
private struct ListedCluster: TargetLookups {
    var workloads: [Workload] = ["web", "canary"].compactMap(Self.workload)
    var failure: Unreadable?
    var scaled: [ScaledObject] = []
    var surroundings: NamespaceMetadata?

    static func workload(_ name: String) -> Workload? {
        Workload(
            KubernetesObject([
                "kind": "Deployment",
                "metadata": ["name": .string(name), "namespace": "shop", "uid": .string("uid-\(name)")],
                "spec": ["selector": ["matchLabels": ["app": .string(name)]]],
            ]))
    }

    func workload(_ kind: WorkloadKind, _ key: ObjectKey) -> Result<Workload?, Unreadable> {
        if kind == .rollout, let failure { return .failure(failure) }
        return .success(workloads.first { $0.kind == kind && $0.name == key.name })
    }

    func revisions(in namespace: String, ownedBy uid: String) -> [Revision] { [] }
    func pods(in namespace: String, matching selector: LabelSelector) -> [Pod] { [] }
    func budgets(in namespace: String, where predicate: (DisruptionBudget) -> Bool) -> [DisruptionBudget] { [] }
    func autoscalers(in namespace: String, where predicate: (Autoscaler) -> Bool) -> [Autoscaler] { [] }

    func scaledObjects(in namespace: String) -> Result<[ScaledObject], Unreadable> {
        failure.map { .failure($0) } ?? .success(scaled)
    }

    func routes(in namespace: String) -> Result<[HTTPRoute], Unreadable> {
        failure.map { .failure($0) } ?? .success([])
    }

    func namespace(_ name: String) -> NamespaceMetadata? { surroundings }
}

@Suite("A snapshot of a target") struct SnapshotTests {
    private static func scaled(_ name: String, _ target: String) -> ScaledObject? {
        ScaledObject(
            KubernetesObject([
                "metadata": ["name": .string(name), "namespace": "shop"],
                "spec": ["scaleTargetRef": ["name": .string(target)]],
            ]))
    }

    @Test("a target that is not there still shows what its namespace asks for")
    func notFound() {
        let cluster = ListedCluster(
            surroundings: NamespaceMetadata(labels: ["env": "production"], annotations: ["a": "b"]))
        let snapshot = TargetSnapshot(of: TargetReference(name: "gone"), in: "shop", from: cluster)
        #expect(snapshot.availability == .targetNotFound)
        #expect(snapshot.namespaceLabels == ["env": "production"])
        #expect(snapshot.namespaceAnnotations == ["a": "b"])
    }

    @Test("a kind of target that cannot be read makes it unavailable")
    func unreadableTarget() {
        let cluster = ListedCluster(failure: Unreadable(reason: "no permission"))
        let target = TargetReference(kind: .rollout, name: "web")
        #expect(TargetSnapshot(of: target, in: "shop", from: cluster) == .unavailable("no permission"))
    }

    @Test("a kind beside the target that cannot be read is named, and the rest is known")
    func unreadableKind() {
        let cluster = ListedCluster(failure: Unreadable(reason: "no permission"))
        let snapshot = TargetSnapshot(of: TargetReference(name: "web"), in: "shop", from: cluster)
        #expect(snapshot.availability == .known)
        #expect(snapshot.unreadable == ["ScaledObject": "no permission"])
    }

    @Test("the target's scalers and the canary's are told apart, in the order of their names")
    func scalers() throws {
        let cluster = ListedCluster(
            scaled: [("c", "web"), ("b", "canary"), ("a", "web"), ("d", "other")].compactMap(Self.scaled))
        let snapshot = TargetSnapshot(
            of: TargetReference(name: "web"), canaries: [Canary(deployment: "canary")], in: "shop", from: cluster)
        #expect(snapshot.scaledObjects.map(\.name) == ["a", "c"])
        #expect(snapshot.canaryScaledObjects.map(\.name) == ["b"])
        #expect(snapshot.canaries.map(\.name) == ["canary"])
    }
}
