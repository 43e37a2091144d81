import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct PodTests {
    private static func cluster(
        _ annotations: [String: String] = [:], image: String = "app:1", pod spec: JSON = [:]
    ) throws -> Cluster {
        var cluster = Cluster()
        var full: JSON = ["containers": [["name": "app", "image": .string(image)]]]
        for (member, value) in spec.objectValue ?? [:] { full[member] = value }
        let metadata: JSON = ["name": "one", "namespace": "shop", "annotations": JSON(annotations)]
        _ = try cluster.store.create(
            .pods, ["apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": full], now: cluster.now)
        return cluster
    }

    private static func pod(_ cluster: Cluster) throws -> KubernetesObject { try #require(cluster.pods.first) }

    private static func waiting(_ pod: KubernetesObject) -> String? {
        pod.containerStatuses.first?.at("state", "waiting", "reason")?.stringValue
    }

    @Test("a pod is created, starts, and becomes ready after its delays, each transition at its time")
    func life() throws {
        var cluster = try Self.cluster(["fake/start-seconds": "2", "fake/ready-seconds": "3.5"])
        let start = cluster.now
        cluster.advance(1)
        var pod = try Self.pod(cluster)
        #expect(pod.phase == "Pending" && Self.waiting(pod) == "ContainerCreating" && pod.nodeName != nil)
        #expect(pod.status["podIP"] == nil)
        cluster.advance(1.5)
        pod = try Self.pod(cluster)
        #expect(pod.phase == "Running" && !pod.isReady)
        #expect(pod.condition("Initialized")?.lastTransitionTime == start + 2)
        #expect(pod.condition("ContainersReady")?.reason == "ContainersNotReady")
        cluster.advance(2.9)
        #expect(try !Self.pod(cluster).isReady)
        cluster.advance(0.2)
        pod = try Self.pod(cluster)
        #expect(pod.isReady)
        #expect(pod.condition("Ready")?.lastTransitionTime == start + 5)
        #expect(pod.condition("PodScheduled")?.isTrue == true)
        #expect(pod.runningSince == start + 2)
        #expect(pod.restarts == 0)
    }

    @Test("a crash loop backs off 10 s, doubling to 5 minutes, and counts its restarts")
    func crashLoop() throws {
        var cluster = try Self.cluster(["fake/crash": "true"])
        let start = cluster.now
        var restarts: [Int: Double] = [:]
        cluster.advance(1500) { cluster in
            guard let count = cluster.pods.first?.restarts, restarts[count] == nil else { return }
            restarts[count] = cluster.now - start
        }
        #expect(restarts == [1: 0, 2: 10, 3: 30, 4: 70, 5: 150, 6: 310, 7: 610, 8: 910, 9: 1210])
        let pod = try Self.pod(cluster)
        #expect(pod.phase == "Running" && !pod.isReady && Self.waiting(pod) == "CrashLoopBackOff")
        let last = try #require(pod.containerStatuses.first?.at("lastState", "terminated"))
        #expect(last["reason"] == "Error" && last["exitCode"] == 1)
        #expect(last["finishedAt"]?.stringValue == "\(start + 1210)")
        let event = try #require(cluster.events("BackOff").first)
        #expect(event.json["type"] == "Warning")
    }

    @Test("a crash loop ends when its annotation is taken away, and keeps its restart count")
    func recovery() throws {
        var cluster = try Self.cluster(["fake/crash": "true", "fake/ready-seconds": "2"])
        cluster.advance(35)
        try cluster.change(.pods, "one") { $0.annotations["fake/crash"] = "false" }
        cluster.advance(1)
        #expect(try !Self.pod(cluster).isReady)
        cluster.advance(2)
        let pod = try Self.pod(cluster)
        #expect(pod.isReady && pod.restarts == 3)
    }

    @Test(
        "what a pod suffers from is told by its annotations or its image",
        arguments: [
            (["fake/nopull": "true"], "app", "Pending", "ImagePullBackOff"),
            ([:], "reg/fake-nopull:1", "Pending", "ImagePullBackOff"),
            ([:], "reg/fake-crash:1", "Running", "CrashLoopBackOff"),
            (["fake/crash": "false"], "reg/fake-crash:1", "Running", nil),
            (["fake/ready": "false"], "app", "Running", nil), ([:], "reg/fake-notready:1", "Running", nil),
            (["fake/oom": "true"], "app", "Running", "CrashLoopBackOff"),
        ] as [([String: String], String, String, String?)])
    func told(annotations: [String: String], image: String, phase: String, reason: String?) throws {
        var cluster = try Self.cluster(annotations, image: image)
        cluster.advance(5)
        let pod = try Self.pod(cluster)
        #expect(pod.phase == phase)
        #expect(Self.waiting(pod) == reason)
        #expect(pod.isReady == (annotations["fake/crash"] == "false"))
    }

    @Test("annotations are read live: readiness comes and goes")
    func live() throws {
        var cluster = try Self.cluster()
        cluster.advance(10)
        #expect(try Self.pod(cluster).isReady)
        try cluster.change(.pods, "one") { $0.annotations["fake/ready"] = "false" }
        cluster.settle()
        #expect(try !Self.pod(cluster).isReady)
        #expect(try Self.pod(cluster).condition("Ready")?.lastTransitionTime == cluster.now)
        try cluster.change(.pods, "one") { $0.annotations["fake/ready"] = nil }
        cluster.settle()
        #expect(try Self.pod(cluster).isReady)
    }

    @Test("a leaking container is killed at its memory limit, restarted after the back-off, and killed again")
    func outOfMemory() throws {
        let limits: JSON = ["limits": ["memory": "128Mi"]]
        var cluster = try Self.cluster(
            ["workload.evenkeel.dev/memory-leak": "\(1 << 20)"],
            pod: ["containers": [["name": "app", "image": "app", "resources": limits]]])
        cluster.advance(63)
        #expect(try Self.pod(cluster).isReady)
        cluster.advance(2)
        var pod = try Self.pod(cluster)
        #expect(pod.restarts == 1 && !pod.isReady)
        #expect(pod.containerStatuses.first?.at("lastState", "terminated", "reason") == "OOMKilled")
        #expect(pod.containerStatuses.first?.at("lastState", "terminated", "exitCode") == 137)
        cluster.advance(10)
        #expect(try Self.pod(cluster).isReady)
        cluster.advance(64)
        pod = try Self.pod(cluster)
        #expect(pod.restarts == 2)
    }

    @Test(
        "a pod ends within its grace period, after the time that it takes", arguments: [(4.0, 30, 4.0), (60, 30, 30)])
    func termination(seconds: Double, grace: Int, expected: Double) throws {
        var cluster = try Self.cluster(
            ["fake/term-seconds": "\(seconds)"], pod: ["terminationGracePeriodSeconds": JSON(grace)])
        cluster.advance(5)
        let key = ObjectKey(namespace: "shop", name: "one")
        try cluster.store.delete(.pods, key, gracePeriodSeconds: grace, now: cluster.now)
        cluster.advance(expected - 0.5)
        #expect(try Self.pod(cluster).isBeingDeleted)
        cluster.advance(1)
        #expect(cluster.pods.isEmpty)
    }

    @Test("a pod that runs once succeeds or fails", arguments: [("0", "Succeeded"), ("3", "Failed")])
    func runsOnce(code: String, phase: String) throws {
        var cluster = try Self.cluster(["fake/exit": code, "fake/run-seconds": "5"], pod: ["restartPolicy": "Never"])
        cluster.advance(4)
        #expect(try Self.pod(cluster).phase == "Running")
        cluster.advance(2)
        #expect(try Self.pod(cluster).phase == phase)
        let revision = cluster.store.revision
        cluster.advance(100)
        #expect(cluster.store.revision == revision)
    }

    @Test(
        "a pod that fits no node waits, and says why",
        arguments: [
            (["containers": [["name": "a", "resources": ["requests": ["cpu": "65"]]]]], "3 Insufficient cpu"),
            (["containers": [["name": "a", "resources": ["requests": ["memory": "300Gi"]]]]], "3 Insufficient memory"),
            (["nodeSelector": ["disk": "ssd"]], "3 node(s) didn't match Pod's node affinity/selector"),
        ] as [(JSON, String)])
    func unschedulable(spec: JSON, reason: String) throws {
        var cluster = try Self.cluster(pod: spec)
        cluster.advance(10)
        let pod = try Self.pod(cluster)
        let condition = try #require(pod.condition("PodScheduled"))
        #expect(condition.status == "False" && condition.reason == "Unschedulable")
        #expect(condition.message?.hasPrefix("0/3 nodes are available: \(reason).") == true)
        #expect(pod.phase == "Pending" && pod.nodeName == nil)
        #expect(cluster.events("FailedScheduling").count == 1)
    }

    @Test("a waiting pod gets its node as soon as one fits")
    func latelyScheduled() throws {
        var cluster = try Self.cluster(pod: ["nodeSelector": ["disk": "ssd"]])
        cluster.advance(10)
        var node = try #require(cluster.store.get(.nodes, ObjectKey(name: "node-2")))
        node.labels["disk"] = "ssd"
        try cluster.store.update(.nodes, node, now: cluster.now)
        cluster.settle()
        #expect(try Self.pod(cluster).nodeName == "node-2")
        #expect(try Self.pod(cluster).isReady)
    }

    @Test("the pods of a dead node are left alone")
    func deadNode() throws {
        var cluster = try Self.cluster()
        cluster.settle()
        var node = try #require(cluster.store.get(.nodes, ObjectKey(name: try Self.pod(cluster).nodeName ?? "")))
        node.annotations["fake/down"] = "true"
        try cluster.store.update(.nodes, node, now: cluster.now)
        let key = ObjectKey(namespace: "shop", name: "one")
        try cluster.store.delete(.pods, key, gracePeriodSeconds: 30, now: cluster.now)
        cluster.advance(100)
        #expect(try Self.pod(cluster).isBeingDeleted)
        node.annotations["fake/down"] = nil
        try cluster.store.update(.nodes, node, now: cluster.now)
        cluster.settle()
        #expect(cluster.pods.isEmpty)
    }

    @Test("a node that dies: after 40 s its pods are not ready, after five minutes more they are replaced elsewhere")
    func lostNode() throws {
        var cluster = Cluster()
        try cluster.deploy(replicas: 3)
        cluster.settle()
        func mark(_ value: String?) throws {
            var node = try #require(cluster.store.get(.nodes, ObjectKey(name: "node-2")))
            node.annotations["fake/down"] = value
            try cluster.store.update(.nodes, node, now: cluster.now)
        }
        try mark("true")
        cluster.advance(39)
        #expect(cluster.readyPods.count == 3)
        cluster.advance(2)
        #expect(cluster.readyPods.count == 2)
        let node = try #require(cluster.store.get(.nodes, ObjectKey(name: "node-2")))
        #expect(node.condition("Ready")?.status == "Unknown")
        #expect(try cluster.deployment().count("readyReplicas") == 2)
        cluster.advance(300)
        #expect(cluster.readyPods.count == 3)
        #expect(cluster.readyPods.allSatisfy { $0.nodeName != "node-2" })
        #expect(cluster.pods.count == 4)
        try mark(nil)
        cluster.advance(1)
        #expect(cluster.pods.count == 3)
        #expect(cluster.store.get(.nodes, ObjectKey(name: "node-2"))?.condition("Ready")?.isTrue == true)
        #expect(cluster.store.get(.nodes, ObjectKey(name: "node-2"))?.spec["taints"] == nil)
    }
}
