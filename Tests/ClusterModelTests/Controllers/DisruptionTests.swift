import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct DisruptionTests {
    private static func cluster(_ budget: JSON, replicas: Int = 5, unready: Int = 0) throws -> Cluster {
        var cluster = Cluster()
        try cluster.deploy(replicas: replicas)
        cluster.settle()
        for pod in cluster.pods.prefix(unready) {
            try cluster.change(.pods, pod.name) { $0.annotations["fake/ready"] = "false" }
        }
        var spec = budget
        spec["selector"] = ["matchLabels": ["app": "web"]]
        _ = try cluster.store.create(
            .podDisruptionBudgets,
            [
                "apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
                "metadata": ["name": "web", "namespace": "shop"], "spec": spec,
            ], now: cluster.now)
        cluster.settle()
        return cluster
    }

    private static func budget(_ cluster: Cluster) throws -> KubernetesObject {
        try #require(cluster.store.get(.podDisruptionBudgets, ObjectKey(namespace: "shop", name: "web")))
    }

    private static func decide(_ pod: KubernetesObject, _ cluster: Cluster) -> Eviction.Decision {
        Eviction.decide(
            pod, budgets: cluster.store.list(.podDisruptionBudgets, namespace: "shop"), now: cluster.now)
    }

    /// What the eviction subresource does with a decision.
    private static func evict(_ pod: KubernetesObject, _ cluster: inout Cluster) throws -> Bool {
        guard case .allow(let charge, _) = decide(pod, cluster) else { return false }
        if let charge { try cluster.store.updateStatus(.podDisruptionBudgets, charge.key, status: charge.status) }
        try cluster.store.delete(.pods, pod.key, gracePeriodSeconds: pod.deletionGrace, now: cluster.now)
        return true
    }

    @Test(
        "a budget's figures",
        arguments: [
            (["minAvailable": 4], 0, 5, 4, 5, 1), (["minAvailable": "50%"], 0, 5, 3, 5, 2),
            (["minAvailable": "100%"], 0, 5, 5, 5, 0), (["maxUnavailable": 1], 0, 5, 4, 5, 1),
            (["maxUnavailable": "25%"], 0, 5, 3, 5, 2), (["maxUnavailable": 0], 0, 5, 5, 5, 0),
            (["maxUnavailable": 1], 1, 4, 4, 5, 0), (["minAvailable": 4], 2, 3, 4, 5, 0),
            (["minAvailable": 9], 0, 5, 9, 5, 0), (["maxUnavailable": 9], 5, 0, 0, 5, 0),
        ] as [(JSON, Int, Int, Int, Int, Int)])
    func figures(spec: JSON, unready: Int, healthy: Int, desired: Int, expected: Int, allowed: Int) throws {
        let cluster = try Self.cluster(spec, unready: unready)
        let budget = try Self.budget(cluster)
        #expect(budget.count("currentHealthy") == healthy)
        #expect(budget.count("desiredHealthy") == desired)
        #expect(budget.count("expectedPods") == expected)
        #expect(budget.count("disruptionsAllowed") == allowed)
        #expect(budget.observedGeneration == budget.generation)
        let condition = try #require(budget.condition("DisruptionAllowed"))
        #expect(condition.reason == (allowed > 0 ? "SufficientPods" : "InsufficientPods"))
    }

    @Test("a budget without pods allows nothing")
    func noPods() throws {
        let cluster = try Self.cluster(["maxUnavailable": 1], replicas: 0)
        #expect(try Self.budget(cluster).count("disruptionsAllowed") == 0)
    }

    @Test("evictions in one go are refused as soon as the budget is spent, with its figures")
    func spent() throws {
        var cluster = try Self.cluster(["maxUnavailable": 2])
        let pods = cluster.pods
        #expect(try Self.evict(pods[0], &cluster))
        #expect(try Self.evict(pods[1], &cluster))
        guard case .refuse(let status) = Self.decide(pods[2], cluster) else {
            Issue.record("the third eviction was allowed")
            return
        }
        #expect(status.code == 429 && status.reason == "TooManyRequests")
        #expect(status.message == "Cannot evict pod as it would violate the pod's disruption budget.")
        #expect(try Self.budget(cluster).count("disruptionsAllowed") == 0)
        #expect(DisruptionBudget(try Self.budget(cluster)).disruptedPods.count == 2)
        cluster.settle()
        #expect(try Self.budget(cluster).count("disruptionsAllowed") == 2)
        #expect(cluster.readyPods.count == 5)
    }

    @Test("a budget at zero names what it needs and has")
    func zero() throws {
        let cluster = try Self.cluster(["minAvailable": 5])
        guard case .refuse(let status) = Self.decide(cluster.pods[0], cluster) else {
            Issue.record("allowed")
            return
        }
        #expect(
            status.details?["causes"]?[0]?["message"]
                == "The disruption budget web needs 5 healthy pods and has 5 currently")
        #expect(status.details?["causes"]?[0]?["reason"] == "DisruptionBudget")
    }

    @Test(
        "a pod that is not ready goes by the budget's policy",
        arguments: [
            (["minAvailable": 4], 1, true), (["minAvailable": 4], 2, false),
            (["minAvailable": 4, "unhealthyPodEvictionPolicy": "AlwaysAllow"], 2, true),
            (["minAvailable": 4, "unhealthyPodEvictionPolicy": "IfHealthyBudget"], 2, false),
            (["minAvailable": 0], 1, true), (["minAvailable": 0], 5, false),
        ] as [(JSON, Int, Bool)])
    func unhealthy(spec: JSON, unready: Int, isAllowed: Bool) throws {
        let cluster = try Self.cluster(spec, unready: unready)
        let pod = try #require(cluster.pods.first { !$0.isReady })
        switch Self.decide(pod, cluster) {
        case .allow(let charge, let requiresSameVersion):
            #expect(isAllowed)
            #expect((charge == nil) == requiresSameVersion)
        case .refuse(let status): #expect(!isAllowed && status.code == 429)
        }
    }

    @Test("a healthy pod is not let go by AlwaysAllow")
    func alwaysAllowIsForUnhealthyPods() throws {
        let cluster = try Self.cluster(["minAvailable": 5, "unhealthyPodEvictionPolicy": "AlwaysAllow"])
        guard case .refuse = Self.decide(cluster.pods[0], cluster) else {
            Issue.record("allowed")
            return
        }
    }

    @Test("two budgets over one pod are refused with 500; figures that are not settled with 429 and a time to wait")
    func specialRefusals() throws {
        var cluster = try Self.cluster(["minAvailable": 1])
        try cluster.change(.podDisruptionBudgets, "web") { $0.json.set(2, at: "spec", "minAvailable") }
        guard case .refuse(let unsettled) = Self.decide(cluster.pods[0], cluster) else {
            Issue.record("allowed although the budget has just changed")
            return
        }
        #expect(unsettled.code == 429 && unsettled.retryAfterSeconds == 10)
        _ = try cluster.store.create(
            .podDisruptionBudgets,
            [
                "metadata": ["name": "two", "namespace": "shop"],
                "spec": ["minAvailable": 1, "selector": .object([:])],
            ],
            now: cluster.now)
        cluster.settle()
        guard case .refuse(let several) = Self.decide(cluster.pods[0], cluster) else {
            Issue.record("allowed although two budgets cover the pod")
            return
        }
        #expect(several.code == 500)
    }

    @Test(
        "pods that do not run, or are on their way out, need no budget", arguments: ["Pending", "Succeeded", "Failed"])
    func notRunning(phase: String) throws {
        let cluster = try Self.cluster(["minAvailable": 5])
        var pod = cluster.pods[0]
        pod.json.set(.string(phase), at: "status", "phase")
        #expect(Self.decide(pod, cluster) == .allow(budget: nil, requiresSameVersion: phase == "Pending"))
        var leaving = cluster.pods[0]
        leaving.json.set("2026-11-20T03:00:30Z", at: "metadata", "deletionTimestamp")
        #expect(Self.decide(leaving, cluster) == .allow(budget: nil, requiresSameVersion: false))
    }

    @Test("an eviction that was granted but never happened counts again after two minutes")
    func neverHappened() throws {
        var cluster = try Self.cluster(["maxUnavailable": 1])
        guard case .allow(let charge?, _) = Self.decide(cluster.pods[0], cluster) else {
            Issue.record("refused")
            return
        }
        try cluster.store.updateStatus(.podDisruptionBudgets, charge.key, status: charge.status)
        cluster.advance(119)
        #expect(try Self.budget(cluster).count("disruptionsAllowed") == 0)
        cluster.advance(2)
        #expect(try Self.budget(cluster).count("disruptionsAllowed") == 1)
        #expect(try Self.budget(cluster).status["disruptedPods"] == nil)
    }
}
