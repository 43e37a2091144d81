import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct StatefulSetTests {
    private static func cluster(_ extra: JSON = [:]) throws -> Cluster {
        var settings = ControllerSettings()
        settings.readySeconds = 2
        var cluster = Cluster(settings)
        var spec: JSON = [
            "replicas": 3, "serviceName": "db", "selector": ["matchLabels": ["app": "db"]],
            "template": [
                "metadata": ["labels": ["app": "db"]], "spec": ["containers": [["name": "db", "image": "db:1"]]],
            ],
        ]
        for (member, value) in extra.objectValue ?? [:] { spec[member] = value }
        _ = try cluster.store.create(
            .statefulSets,
            [
                "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": ["name": "db", "namespace": "shop"],
                "spec": spec,
            ], now: cluster.now)
        return cluster
    }

    private static func set(_ cluster: Cluster) throws -> KubernetesObject {
        try #require(cluster.store.get(.statefulSets, ObjectKey(namespace: "shop", name: "db")))
    }

    @Test("pods come in order, each when the one before is ready")
    func ordered() throws {
        var cluster = try Self.cluster()
        cluster.settle()
        #expect(cluster.pods.map(\.name) == ["db-0"])
        cluster.advance(3)
        #expect(cluster.pods.map(\.name) == ["db-0", "db-1"])
        cluster.advance(10)
        #expect(cluster.readyPods.map(\.name) == ["db-0", "db-1", "db-2"])
        let set = try Self.set(cluster)
        for member in ["replicas", "readyReplicas", "availableReplicas", "currentReplicas", "updatedReplicas"] {
            #expect(set.count(member) == 3)
        }
        #expect(set.status["currentRevision"] == set.status["updateRevision"])
        #expect(cluster.pods.first?.labels["statefulset.kubernetes.io/pod-name"] == "db-0")
    }

    @Test("in parallel they come at once")
    func parallel() throws {
        var cluster = try Self.cluster(["podManagementPolicy": "Parallel"])
        cluster.settle()
        #expect(cluster.pods.count == 3)
    }

    @Test("an update replaces one pod at a time, from the highest down, and stops at one that does not get ready")
    func update() throws {
        var cluster = try Self.cluster()
        cluster.advance(20)
        func setImage(_ image: String) throws {
            try cluster.change(.statefulSets, "db") {
                $0.json.set([["name": "db", "image": .string(image)]], at: "spec", "template", "spec", "containers")
            }
        }
        try setImage("db:2")
        var fewest = 3
        cluster.advance(30) { fewest = min(fewest, $0.readyPods.count) }
        #expect(fewest == 2)
        #expect(cluster.pods.map { cluster.image(of: $0) } == ["db:2", "db:2", "db:2"])
        #expect(cluster.readyPods.count == 3)
        try setImage("db:3-fake-notready")
        cluster.advance(60)
        #expect(cluster.pods.map { cluster.image(of: $0) } == ["db:2", "db:2", "db:3-fake-notready"])
        #expect(try Self.set(cluster).count("updatedReplicas") == 1)
    }

    @Test("scaling down takes the highest numbers first")
    func scaleDown() throws {
        var cluster = try Self.cluster()
        cluster.advance(20)
        try cluster.change(.statefulSets, "db") { $0.json.set(1, at: "spec", "replicas") }
        cluster.settle()
        cluster.advance(5)
        #expect(cluster.pods.map(\.name) == ["db-0"])
    }

    @Test("a pod that is deleted comes back under its name")
    func comesBack() throws {
        var cluster = try Self.cluster()
        cluster.advance(20)
        let victim = try #require(cluster.pods.first { $0.name == "db-1" })
        try cluster.store.delete(.pods, victim.key, gracePeriodSeconds: 30, now: cluster.now)
        cluster.advance(5)
        #expect(cluster.readyPods.map(\.name) == ["db-0", "db-1", "db-2"])
        #expect(cluster.pods.allSatisfy { $0.uid != victim.uid })
    }
}
