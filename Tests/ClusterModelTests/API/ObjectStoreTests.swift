import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

@Suite("The object store")
struct ObjectStoreTests {
    let now = Timestamp(secondsSince1970: 1_800_000_000)
    let key = ObjectKey(namespace: "default", name: "one")

    private func filled() throws -> ObjectStore {
        var store = ObjectStore()
        let object: JSON = ["metadata": ["name": "one", "namespace": "default"], "spec": ["replicas": 1]]
        _ = try store.create(.deployments, object, now: now)
        return store
    }

    @Test("a new object has an id, a version, a time and generation 1")
    func creation() throws {
        let object = try #require(try filled().get(.deployments, key))
        #expect(object.uid.count == 36)
        #expect(object.generation == 1)
        #expect(object.creationTimestamp == now)
        #expect(!object.resourceVersion.isEmpty)
    }

    @Test("two stores of the same seed give the same ids, of different seeds others")
    func determinism() throws {
        func uid(_ seed: UInt64) throws -> String {
            var store = ObjectStore(seed: seed)
            return try store.create(.pods, ["metadata": ["generateName": "a-"]], now: now).uid
        }
        #expect(try uid(1) == uid(1))
        #expect(try uid(1) != uid(2))
    }

    @Test("a change of the spec raises the generation, one of metadata or status does not")
    func generation() throws {
        var store = try filled()
        var object = try #require(store.get(.deployments, key))
        object.labels = ["a": "b"]
        #expect(try store.update(.deployments, object, now: now).generation == 1)
        try store.updateStatus(.deployments, key, status: ["replicas": 1])
        #expect(store.get(.deployments, key)?.generation == 1)
        object = try #require(store.get(.deployments, key))
        object.json.set(2, at: "spec", "replicas")
        #expect(try store.update(.deployments, object, now: now).generation == 2)
    }

    @Test("an update that changes nothing keeps the version and tells no watcher")
    func noChange() throws {
        var store = try filled()
        let object = try #require(store.get(.deployments, key))
        let revision = store.revision
        #expect(try store.update(.deployments, object, now: now).resourceVersion == object.resourceVersion)
        #expect(store.revision == revision)
    }

    @Test("an update of a version that is gone is a conflict")
    func conflict() throws {
        var store = try filled()
        let object = try #require(store.get(.deployments, key))
        #expect(throws: Status.self) { try store.update(.deployments, object, expecting: "1", now: now) }
    }

    @Test("an object with finalizers is marked, and goes with the last of them")
    func finalizers() throws {
        var store = try filled()
        var object = try #require(store.get(.deployments, key))
        object.json.set(["a/b"], at: "metadata", "finalizers")
        _ = try store.update(.deployments, object, now: now)
        try store.delete(.deployments, key, now: now)
        object = try #require(store.get(.deployments, key))
        #expect(object.isBeingDeleted)
        object.json.set(nil, at: "metadata", "finalizers")
        _ = try store.update(.deployments, object, now: now)
        #expect(store.get(.deployments, key) == nil)
        #expect(try store.changes(since: 0).last?.kind == .deleted)
    }

    @Test("a log that was compacted answers 410, and the rest is still told")
    func compaction() throws {
        var store = try filled()
        let revision = store.revision
        store.compact(through: revision)
        #expect(throws: Status.self) { try store.changes(since: revision - 1) }
        #expect(try store.changes(since: revision).isEmpty)
    }

    @Test("a bounded log forgets the oldest changes only")
    func bounded() throws {
        var store = ObjectStore(logCapacity: 10)
        for number in 0..<100 { _ = try store.create(.pods, ["metadata": ["name": .string("p\(number)")]], now: now) }
        #expect(throws: Status.self) { try store.changes(since: 2) }
        #expect(try store.changes(since: store.revision - 5).count == 5)
    }

    @Test("events of both groups are one collection")
    func events() throws {
        var store = ObjectStore()
        let core = ResourceType(version: "v1", kind: "Event", plural: "events")
        _ = try store.create(.events, ["metadata": ["name": "e", "namespace": "default"]], now: now)
        #expect(store.list(core).count == 1)
    }
}
