import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@Suite struct ReadingTests {
    let key = ObjectKey(namespace: "shop", name: "web")

    @Test("a request carries address, token, agent and a limit in time")
    func request() async throws {
        let transport = ScriptedTransport([.json(pod("web"))])
        let object = try await makeClient(transport).get(.pods, key)
        #expect(object.name == "web")
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://cluster:6443/api/v1/namespaces/shop/pods/web")
        #expect(request.headers["Authorization"] == "Bearer s3cret")
        #expect(request.headers["User-Agent"] == "test")
        #expect(request.timeouts.total == .seconds(30))
    }

    @Test("selectors and pages go into the query, encoded")
    func query() async throws {
        let transport = ScriptedTransport([.json(list([pod("a")], next: "a/b="))])
        let query = ListQuery(
            labelSelector: LabelSelector("app in (a,b)"), fieldSelector: "status.phase!=Running", limit: 5,
            continueToken: "x&y")
        let page = try await makeClient(transport).list(.pods, query: query)
        #expect(
            transport.requests.first?.url == "https://cluster:6443/api/v1/pods?labelSelector=app%20in%20%28a%2Cb%29"
                + "&fieldSelector=status.phase%21%3DRunning&limit=5&continue=x%26y")
        #expect(page.continueToken == "a/b=")
        #expect(page.resourceVersion == "10")
    }

    @Test("the items of a list know their kind, which the list leaves out")
    func kinds() async throws {
        let client = makeClient(ScriptedTransport([.json(list([pod("a"), pod("b")]))]))
        let page = try await client.list(.pods)
        #expect(page.items.map(\.kind) == ["Pod", "Pod"])
        #expect(page.items.map(\.apiVersion) == ["v1", "v1"])
    }

    @Test("a list keeps only what its transform keeps")
    func transform() async throws {
        let client = makeClient(ScriptedTransport([.json(list([pod("a"), pod("b"), pod("c")]))]))
        let page = try await client.list(.pods) { $0.name == "b" ? nil : $0.name }
        #expect(page.items == ["a", "c"])
    }

    @Test(
        "a page with broken JSON is an error that says so",
        arguments: [
            "", "{", "[]", "null", #"{"items": [}"#, #"{"items": [{"a": 1]}"#, #"{"items": [{}, ]}"#,
            #"{"items": [{}]} x"#,
            #"{"items": [{"a": "\"#, #"{"items": [tru]}"#,
        ])
    func broken(text: String) async {
        let transport = ScriptedTransport([.answer(200, Array(text.utf8), [:])])
        await #expect {
            try await makeClient(transport).list(.pods)
        } throws: { error in
            guard let error = error as? KubernetesError, case .decoding = error.kind else { return false }
            return error.description.hasPrefix("list pods: the answer cannot be read: ")
        }
    }

    @Test("items with nested lists, quotes and escapes are cut apart correctly")
    func nested() async throws {
        let item = #"{"metadata":{"name":"a"},"x":[{"y":"]}\\\"{["},[1,[2]],null,true,-1.5e3]}"#
        let text = #"  { "items" : [ "# + item + " , " + item + #" ] , "metadata":{"resourceVersion":"7"} } "#
        let page = try await makeClient(ScriptedTransport([.answer(200, Array(text.utf8), [:])])).list(.pods)
        let expected = try JSON(parsing: item)
        #expect(page.items.map { $0.json["x"] } == [expected["x"], expected["x"]])
        #expect(page.resourceVersion == "7")
    }

    @Test("a null list of items is an empty one")
    func nullItems() async throws {
        let transport = ScriptedTransport([
            .json(["kind": "PodList", "metadata": ["resourceVersion": "3"], "items": nil])
        ])
        #expect(try await makeClient(transport).list(.pods).items.isEmpty)
    }

    @Test(
        "a name that would lead elsewhere is refused before anything is sent",
        arguments: ["", ".", "..", "a/b", "a%2fb"])
    func traversal(name: String) async {
        let transport = ScriptedTransport([])
        await #expect(throws: KubernetesError.self) {
            try await makeClient(transport).get(.pods, ObjectKey(namespace: "shop", name: name))
        }
        await #expect(throws: KubernetesError.self) {
            try await makeClient(transport).get(.pods, ObjectKey(namespace: name, name: "web"))
        }
        #expect(transport.requests.isEmpty)
    }
}
