import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

@Suite("Reading from the API")
struct ReadingTests {
    @Test("a list is cut into pages that together are the whole")
    func paging() {
        var cluster = ClusterFixture()
        for name in ["a", "b", "c", "d", "e"] { _ = cluster.createConfigMap(name) }
        var names: [String] = []
        var query = ["limit": "2"]
        for _ in 0..<5 {
            let page = cluster.request("GET", ClusterFixture.configMaps, query: query)
            names += (page.body["items"]?.arrayValue ?? []).compactMap { $0.at("metadata", "name")?.stringValue }
            guard let token = page.body.at("metadata", "continue")?.stringValue else { break }
            query["continue"] = token
        }
        #expect(names == ["a", "b", "c", "d", "e"])
    }

    @Test("a page that comes too late is answered 410 Expired")
    func expiredPage() {
        var cluster = ClusterFixture()
        for name in ["a", "b", "c"] { _ = cluster.createConfigMap(name) }
        let page = cluster.request("GET", ClusterFixture.configMaps, query: ["limit": "2"])
        let token = page.body.at("metadata", "continue")?.stringValue ?? ""
        _ = cluster.createConfigMap("d")
        cluster.model.store.compact(through: cluster.model.store.revision)
        let next = cluster.request("GET", ClusterFixture.configMaps, query: ["limit": "2", "continue": token])
        #expect(next.status == 410)
        #expect(next.reason == "Expired")
    }

    @Test(
        "selectors choose",
        arguments: [
            (["labelSelector": "app=web"], ["a"]), (["labelSelector": "app in (web,db)"], ["a", "b"]),
            (["labelSelector": "!app"], ["c"]), (["fieldSelector": "metadata.name=b"], ["b"]),
            (["fieldSelector": "metadata.name!=b"], ["a", "c"]),
        ])
    func selectors(query: [String: String], expected: [String]) {
        var cluster = ClusterFixture()
        _ = cluster.createConfigMap("a", labels: ["app": "web"])
        _ = cluster.createConfigMap("b", labels: ["app": "db"])
        _ = cluster.createConfigMap("c")
        let answer = cluster.request("GET", ClusterFixture.configMaps, query: query)
        #expect((answer.body["items"]?.arrayValue ?? []).map { $0.at("metadata", "name")?.stringValue } == expected)
    }

    @Test("a field that objects cannot be selected by is refused")
    func unknownField() {
        var cluster = ClusterFixture()
        let answer = cluster.request("GET", ClusterFixture.configMaps, query: ["fieldSelector": "data.x=1"])
        #expect(answer.status == 400)
        #expect(answer.message == "field label not supported: data.x")
    }

    @Test("a table has the columns that the definition asks for")
    func table() {
        var cluster = ClusterFixture.withWidgets()
        _ = cluster.request("POST", ClusterFixture.widgets, ClusterFixture.widget())
        cluster.now = cluster.now + 90
        let table = cluster.request(
            "GET", ClusterFixture.widgets, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
        #expect(table.body["columnDefinitions"]?.arrayValue?.map { $0["name"] } == ["Name", "Color", "Age"])
        #expect(table.body["rows"]?[0]?["cells"] == ["one", "Red", "90s"])
    }

    @Test("an unknown resource of a known group and an unknown group differ")
    func unknownPaths() {
        var cluster = ClusterFixture()
        #expect(cluster.request("GET", "/apis/apps/v1/nothings").reason == "NotFound")
        #expect(cluster.request("GET", "/apis/none.example/v1/nothings").body == "404 page not found\n")
    }

    @Test("aggregated discovery is only given to who asks for it")
    func discovery() {
        var cluster = ClusterFixture.withWidgets()
        let aggregated = cluster.request(
            "GET", "/apis", accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
        #expect(aggregated.body["kind"] == "APIGroupDiscoveryList")
        #expect(cluster.request("GET", "/apis", accept: "application/json").body["kind"] == "APIGroupList")
        let list = cluster.request("GET", "/apis/example.com/v1")
        #expect(list.body["resources"]?[0]?["shortNames"] == ["wid"])
    }
}

@Suite("Watching the API")
struct WatchTests {
    private func types(_ events: [JSON]) -> [String] { events.compactMap { $0["type"]?.stringValue } }

    @Test("a watch from a list's version tells what came after it, once")
    func fromVersion() throws {
        var cluster = ClusterFixture()
        _ = cluster.createConfigMap("a")
        let version = cluster.request("GET", ClusterFixture.configMaps).body.at("metadata", "resourceVersion")
        var session = try cluster.watch(
            ClusterFixture.configMaps, query: ["resourceVersion": version?.stringValue ?? ""])
        #expect(session.events(from: cluster.model.store, now: cluster.now).isEmpty)
        _ = cluster.createConfigMap("b")
        _ = cluster.request("DELETE", ClusterFixture.configMaps + "/a")
        #expect(types(session.events(from: cluster.model.store, now: cluster.now)) == ["ADDED", "DELETED"])
        #expect(session.events(from: cluster.model.store, now: cluster.now).isEmpty)
    }

    @Test("an object that leaves the selection is deleted for the watcher")
    func selection() throws {
        var cluster = ClusterFixture()
        _ = cluster.createConfigMap("a", labels: ["app": "web"])
        var session = try cluster.watch(ClusterFixture.configMaps, query: ["labelSelector": "app=web"])
        #expect(types(session.events(from: cluster.model.store, now: cluster.now)) == ["ADDED"])
        _ = cluster.request(
            "PATCH", ClusterFixture.configMaps + "/a", ["metadata": ["labels": ["app": "db"]]],
            type: "application/merge-patch+json")
        #expect(types(session.events(from: cluster.model.store, now: cluster.now)) == ["DELETED"])
    }

    @Test("a watcher that falls behind the log gets a 410 in the stream, and nothing after it")
    func expired() throws {
        var cluster = ClusterFixture()
        var session = try cluster.watch(ClusterFixture.configMaps)
        _ = session.events(from: cluster.model.store, now: cluster.now)
        _ = cluster.createConfigMap("a")
        _ = cluster.createConfigMap("b")
        cluster.model.store.compact(through: cluster.model.store.revision)
        let events = session.events(from: cluster.model.store, now: cluster.now)
        #expect(types(events) == ["ERROR"])
        #expect(events.first?.at("object", "code") == 410)
        #expect(session.isEnded)
    }

    @Test("initial events end with a bookmark that says so")
    func initialEvents() throws {
        var cluster = ClusterFixture()
        _ = cluster.createConfigMap("a")
        var session = try cluster.watch(
            ClusterFixture.configMaps,
            query: [
                "sendInitialEvents": "true", "resourceVersionMatch": "NotOlderThan", "allowWatchBookmarks": "true",
            ])
        let events = session.events(from: cluster.model.store, now: cluster.now)
        #expect(types(events) == ["ADDED", "BOOKMARK"])
        #expect(events.last?.at("object", "metadata", "annotations", "k8s.io/initial-events-end") == "true")
    }

    @Test("a bookmark is only sent to clients that allow it")
    func bookmarks() throws {
        var cluster = ClusterFixture()
        var plain = try cluster.watch(ClusterFixture.configMaps)
        _ = plain.events(from: cluster.model.store, now: cluster.now)
        #expect(plain.bookmark() == nil)
        var allowing = try cluster.watch(ClusterFixture.configMaps, query: ["allowWatchBookmarks": "true"])
        _ = allowing.events(from: cluster.model.store, now: cluster.now)
        let bookmark = allowing.bookmark()
        #expect(bookmark?.at("object", "metadata", "resourceVersion") == .string("\(cluster.model.store.revision)"))
    }
}
