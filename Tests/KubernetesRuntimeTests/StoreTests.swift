import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@testable import KubernetesRuntime

@Suite(.timeLimit(.minutes(1))) struct StoreTests {
    private func key(_ name: String, _ namespace: String = "shop") -> ObjectKey {
        ObjectKey(namespace: namespace, name: name)
    }

    @Test("whole objects are kept without their managed fields")
    func managedFields() {
        let store = Store()
        store.set(object("a", 1), scope: nil, now: .zero)
        #expect(store[key("a")]?.json.at("metadata", "managedFields") == nil)
        #expect(store[key("a")]?.resourceVersion == "1")
    }

    @Test("an object that the transform leaves out is not there, and leaves when it becomes such a one")
    func leftOut() {
        let store = Store<String> { $0.labels["keep"] == "no" ? nil : $0.name }
        var a = object("a", 1)
        store.set(a, scope: nil, now: .zero)
        #expect(store.count == 1)
        a.labels = ["keep": "no"]
        store.set(a, scope: nil, now: .zero)
        #expect(store.count == 0)
    }

    @Test("changes come once per key, however often it changed, and what is there comes first")
    func coalesced() async {
        let store = Store()
        store.set(object("a", 1), scope: nil, now: .zero)
        var changes = store.changes().makeAsyncIterator()
        store.set(object("b", 2), scope: nil, now: .zero)
        for version in 3..<100 { store.set(object("b", version), scope: nil, now: .zero) }
        #expect(await changes.next() == .keys([key("a"), key("b")]))
        store.remove(key("a"), scope: nil, now: .zero)
        #expect(await changes.next() == .keys([key("a")]))
    }

    @Test("a repeated version is no change")
    func repeated() async {
        let store = Store()
        var changes = store.changes().makeAsyncIterator()
        store.set(object("a", 1), scope: nil, now: .zero)
        #expect(await changes.next() == .keys([key("a")]))
        store.set(object("a", 1), scope: nil, now: .zero)
        store.replace(with: [store.entry(of: object("a", 1))].compactMap(\.self), scope: nil, now: .zero)
        store.set(object("b", 2), scope: nil, now: .zero)
        #expect(await changes.next() == .keys([key("b")]))
    }

    @Test("a new list reports only what differs, what vanished included")
    func replaced() async {
        let store = Store()
        for name in ["same", "changed", "gone"] { store.set(object(name, 1), scope: nil, now: .zero) }
        var changes = store.changes().makeAsyncIterator()
        _ = await changes.next()
        let list = [object("same", 1), object("changed", 2), object("new", 3)].compactMap { store.entry(of: $0) }
        store.replace(with: list, scope: nil, now: .zero)
        #expect(await changes.next() == .keys([key("changed"), key("gone"), key("new")]))
        #expect(store.count == 3)
    }

    @Test("a change can be mapped to other keys, with the value before and after")
    func mapped() async {
        let store = Store<String> { $0.labels["owner"] ?? "" }
        var changes = store.changes { _, old, new in [old, new].compactMap(\.self) }.makeAsyncIterator()
        var a = object("a", 1)
        a.labels = ["owner": "one"]
        store.set(a, scope: nil, now: .zero)
        #expect(await changes.next() == .keys(["one"]))
        a = object("a", 2)
        a.labels = ["owner": "two"]
        store.set(a, scope: nil, now: .zero)
        #expect(await changes.next() == .keys(["one", "two"]))
        store.remove(a.key, scope: nil, now: .zero)
        #expect(await changes.next() == .keys(["two"]))
    }

    @Test("a reader that is too slow is told to look at everything, and memory stays bounded")
    func overflow() async {
        let store = Store()
        var changes = store.changes(limit: 3) { key, _, _ in [key] }.makeAsyncIterator()
        for index in 0..<10 { store.set(object("p\(index)", 1), scope: nil, now: .zero) }
        #expect(await changes.next() == .everything)
        store.set(object("q", 1), scope: nil, now: .zero)
        #expect(await changes.next() == .keys([key("q")]))
    }

    @Test("a reader that went away does not keep others from hearing")
    func readersComeAndGo() async {
        let store = Store()
        do { _ = store.changes() }
        var second = store.changes().makeAsyncIterator()
        store.set(object("a", 1), scope: nil, now: .zero)
        #expect(await second.next() == .keys([key("a")]))
        store.set(object("b", 1), scope: nil, now: .zero)
        #expect(await second.next() == .keys([key("b")]))
    }

    @Test("cancelling ends the waiting for changes")
    func cancelled() async {
        let store = Store()
        let changes = store.changes()
        let reader = Task {
            var iterator = changes.makeAsyncIterator()
            return await iterator.next()
        }
        reader.cancel()
        #expect(await reader.value == nil)
    }

    @Test("values are found by their labels, also after these have changed and after some have gone")
    func labels() {
        let store = Store<KubernetesObject>(labels: \.labels) { $0 }
        func names(_ value: String, in namespace: String = "shop") -> Set<String> {
            Set(store.values(in: namespace, matching: { $0["app"] == value }).map(\.name))
        }
        func set(_ name: String, _ version: Int, app: String, namespace: String = "shop") {
            var object = object(name, version, namespace: namespace)
            object.labels = ["app": app]
            store.set(object, scope: nil, now: .zero)
        }
        for name in ["a", "b", "c"] { set(name, 1, app: "web") }
        set("d", 1, app: "web", namespace: "other")
        #expect(names("web") == ["a", "b", "c"])
        set("b", 2, app: "quarantine")
        store.remove(key("c"), scope: nil, now: .zero)
        #expect(names("web") == ["a"])
        #expect(names("quarantine") == ["b"])
        #expect(names("web", in: "other") == ["d"])
        store.replace(with: [], scope: nil, now: .zero)
        #expect(names("web").isEmpty)
        #expect(names("web", in: "other").isEmpty)
        set("a", 3, app: "web")
        #expect(names("web") == ["a"])
    }

    @Test("values are found by a condition, in their own namespace only")
    func condition() {
        let store = Store<String> { $0.name }
        for name in ["a", "b"] { store.set(object(name, 1), scope: nil, now: .zero) }
        store.set(object("b", 1, namespace: "other"), scope: nil, now: .zero)
        #expect(store.values(in: "shop", where: { $0 != "a" }) == ["b"])
        #expect(store.values(in: "nowhere", where: { _ in true }).isEmpty)
    }
}
