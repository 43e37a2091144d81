import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct ReplicaSetTests {
    private static func pod(
        _ name: String, node: String? = "node-1", phase: String = "Running", ready: String? = "2026-11-20T01:00:00Z",
        restarts: Int = 0, created: String = "2026-11-20T00:00:00Z", cost: String? = nil
    ) -> KubernetesObject {
        var json: JSON = [
            "metadata": ["name": .string(name), "namespace": "shop", "creationTimestamp": .string(created)],
            "spec": .object([:]),
            "status": ["phase": .string(phase), "containerStatuses": [["restartCount": JSON(restarts)]]],
        ]
        json.set(node.map(JSON.string), at: "spec", "nodeName")
        if let cost {
            json.set(["controller.kubernetes.io/pod-deletion-cost": .string(cost)], at: "metadata", "annotations")
        }
        let condition = StatusCondition(
            type: "Ready", status: ready == nil ? "False" : "True", lastTransitionTime: ready.flatMap { Timestamp($0) })
        json.set([condition.json], at: "status", "conditions")
        return KubernetesObject(json)
    }

    private static let situations: [(String, first: KubernetesObject, second: KubernetesObject)] = [
        ("without a node", pod("z", node: nil), pod("a", ready: nil)),
        ("pending", pod("z", phase: "Pending", ready: nil), pod("a", ready: nil)),
        ("not ready", pod("z", ready: nil), pod("a", cost: "-100")),
        ("cheaper to delete", pod("z", cost: "-1"), pod("a")),
        ("ready for a shorter time", pod("z", ready: "2026-11-20T02:00:00Z"), pod("a", restarts: 9)),
        ("restarted more often", pod("z", restarts: 2), pod("a", restarts: 1)),
        ("newer", pod("z", created: "2026-11-20T00:30:00Z"), pod("a")),
        ("name", pod("a"), pod("z")),
    ]

    @Test("pods are given up in Kubernetes' order", arguments: situations.indices)
    func deletionOrder(index: Int) {
        let (why, first, second) = Self.situations[index]
        let order = DeletionOrder(related: [first, second])
        #expect(order.sorted([second, first]).map(\.name) == [first.name, second.name], "\(why)")
        #expect(order.sorted([first, second]).map(\.name) == [first.name, second.name], "\(why)")
    }

    @Test("of ready pods, those on a crowded node go first")
    func crowded() {
        let pods = [Self.pod("a"), Self.pod("b", node: "node-2"), Self.pod("c", node: "node-2")]
        #expect(DeletionOrder(related: pods).sorted(pods).map(\.name) == ["b", "c", "a"])
    }

    @Test("a pod that is deleted is replaced at once, a released surplus is removed")
    func keepsCount() throws {
        var cluster = Cluster()
        try cluster.deploy(replicas: 4, annotations: ["fake/term-seconds": "10"])
        cluster.settle()
        let victim = try #require(cluster.pods.first)
        try cluster.store.delete(.pods, victim.key, gracePeriodSeconds: 30, now: cluster.now)
        cluster.settle()
        #expect(cluster.pods.count == 5)
        #expect(cluster.readyPods.count == 4)
        cluster.advance(11)
        #expect(cluster.pods.count == 4)
        try cluster.setReplicas(1)
        cluster.advance(11)
        #expect(cluster.pods.count == 1)
        try cluster.setReplicas(0)
        cluster.advance(11)
        #expect(cluster.pods.isEmpty)
        #expect(try cluster.deployment().condition("Available")?.isTrue == true)
    }

    @Test("scaling down removes the pods that are not ready first")
    func unreadyFirst() throws {
        var cluster = Cluster()
        try cluster.deploy(replicas: 4)
        cluster.settle()
        let bad = cluster.pods.map(\.name).prefix(2)
        for name in bad { try cluster.change(.pods, name) { $0.annotations["fake/ready"] = "false" } }
        cluster.settle()
        #expect(try cluster.deployment().count("readyReplicas") == 2)
        try cluster.setReplicas(2)
        cluster.advance(1)
        #expect(cluster.pods.count == 2)
        #expect(cluster.pods.allSatisfy { !bad.contains($0.name) })
    }
}
