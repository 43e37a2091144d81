import JSONValue
import KubernetesTypes
import Testing

@testable import ClusterModel

@Suite struct GarbageTests {
    @Test("deleting a Deployment takes its ReplicaSets and pods along")
    func background() throws {
        var cluster = Cluster()
        try cluster.deploy()
        try cluster.deploy("other")
        cluster.settle()
        try cluster.store.delete(.deployments, ObjectKey(namespace: "shop", name: "web"), now: cluster.now)
        cluster.advance(1)
        #expect(cluster.replicaSets.map { $0.labels["app"] } == ["other"])
        #expect(cluster.pods.count == 3)
        #expect(cluster.pods.allSatisfy { $0.labels["app"] == "other" })
    }

    @Test("an orphaning deletion leaves the dependents without an owner, a foreground one goes last")
    func finalizers() throws {
        var cluster = Cluster()
        try cluster.deploy(annotations: ["fake/term-seconds": "5"])
        try cluster.deploy("kept")
        cluster.settle()
        for (name, finalizer) in [("web", "foregroundDeletion"), ("kept", "orphan")] {
            try cluster.change(.deployments, name) { $0.json.set([.string(finalizer)], at: "metadata", "finalizers") }
            try cluster.store.delete(.deployments, ObjectKey(namespace: "shop", name: name), now: cluster.now)
        }
        cluster.settle()
        #expect(cluster.store.count(.deployments) == 0)
        #expect(cluster.replicaSets.map(\.ownerReferences.count) == [0])
        #expect(cluster.readyPods.count == 3)
        cluster.advance(6)
        #expect(cluster.pods.count == 3)
    }

    @Test("an object whose owner never existed is collected, one of two owners is enough to stay")
    func danglingOwners() throws {
        var cluster = Cluster()
        func map(_ name: String, owners: [OwnerReference]) -> JSON {
            [
                "metadata": [
                    "name": .string(name), "namespace": "shop", "ownerReferences": .array(owners.map(\.json)),
                ]
            ]
        }
        let root = try cluster.store.create(.configMaps, map("root", owners: []), now: cluster.now)
        let living = OwnerReference(
            apiVersion: "v1", kind: "ConfigMap", name: "root", uid: root.uid, isController: false)
        let gone = OwnerReference(apiVersion: "v1", kind: "ConfigMap", name: "x", uid: "gone", isController: false)
        _ = try cluster.store.create(.configMaps, map("dangling", owners: [gone]), now: cluster.now)
        _ = try cluster.store.create(.configMaps, map("shared", owners: [gone, living]), now: cluster.now)
        cluster.settle()
        #expect(cluster.store.list(.configMaps).map(\.name) == ["root", "shared"])
        #expect(cluster.store.list(.configMaps).last?.ownerReferences == [living])
    }

    @Test("a namespace that is deleted is emptied first, whatever lives in it")
    func namespace() throws {
        var cluster = Cluster()
        _ = try cluster.store.create(
            .namespaces,
            ["metadata": ["name": "shop", "finalizers": ["test"]], "spec": ["finalizers": ["kubernetes"]]],
            now: cluster.now)
        try cluster.deploy(annotations: ["fake/term-seconds": "5"])
        _ = try cluster.store.create(.secrets, ["metadata": ["name": "s", "namespace": "shop"]], now: cluster.now)
        _ = try cluster.store.create(.secrets, ["metadata": ["name": "s", "namespace": "else"]], now: cluster.now)
        cluster.settle()
        let key = ObjectKey(name: "shop")
        try cluster.store.delete(.namespaces, key, now: cluster.now)
        cluster.advance(1)
        #expect(cluster.store.get(.namespaces, key)?.status["phase"] == "Terminating")
        #expect(cluster.store.list(.secrets).map(\.namespace) == ["else"])
        #expect(cluster.store.count(.deployments) == 0)
        cluster.advance(6)
        #expect(cluster.pods.isEmpty)
        var left = try #require(cluster.store.get(.namespaces, key))
        left.json.set(nil, at: "metadata", "finalizers")
        try cluster.store.update(.namespaces, left, now: cluster.now)
        cluster.settle()
        #expect(cluster.store.get(.namespaces, key) == nil)
    }

    @Test("events end after an hour, and never exceed their number; repetitions are counted in one")
    func events() throws {
        var settings = ControllerSettings()
        settings.maximumEvents = 50
        var cluster = Cluster(settings)
        try cluster.deploy(replicas: 40)
        cluster.settle()
        #expect(cluster.store.count(.events) == 50)
        cluster.advance(3601)
        #expect(cluster.store.count(.events) == 0)
        try cluster.deploy("crash", replicas: 1, image: "fake-crash")
        cluster.advance(200)
        let event = try #require(cluster.events("BackOff").first)
        #expect(cluster.events("BackOff").count == 1)
        #expect(event.json["deprecatedCount"] == 5)
    }

    @Test("what happened while the log was compacted is not missed")
    func relist() throws {
        var cluster = Cluster()
        try cluster.deploy()
        try cluster.deploy("other")
        cluster.settle()
        try cluster.store.delete(.deployments, ObjectKey(namespace: "shop", name: "web"), now: cluster.now)
        try cluster.setReplicas(5, of: "other")
        cluster.store.compact(through: cluster.store.revision)
        cluster.advance(1)
        #expect(cluster.readyPods.count == 5)
        #expect(cluster.pods.allSatisfy { $0.labels["app"] == "other" })
    }
}
