import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@Suite struct WritingTests {
    let key = ObjectKey(namespace: "shop", name: "web")

    private func body(_ transport: ScriptedTransport) throws -> JSON {
        try JSON(parsing: try #require(transport.requests.last?.body))
    }

    @Test("create posts to the collection with kind, dry run and field manager")
    func create() async throws {
        let transport = ScriptedTransport([.json(pod("web"), status: 201)])
        let options = RequestOptions(isDryRun: true, fieldManager: "evenkeel", fieldValidation: .strict)
        _ = try await makeClient(transport).create(.pods, KubernetesObject(pod("web")), options: options)
        let request = try #require(transport.requests.first)
        #expect(request.method == .post)
        #expect(
            request.url == "https://cluster:6443/api/v1/namespaces/shop/pods"
                + "?dryRun=All&fieldManager=evenkeel&fieldValidation=Strict")
        #expect(try body(transport)["kind"] == "Pod")
    }

    @Test("update puts the object with its resource version")
    func update() async throws {
        let transport = ScriptedTransport([.json(pod("web"))])
        _ = try await makeClient(transport).update(
            .pods, KubernetesObject(pod("web", version: "7")), subresource: .status)
        #expect(transport.requests.first?.method == .put)
        #expect(transport.requests.first?.url.hasSuffix("/pods/web/status") == true)
        #expect(try body(transport).at("metadata", "resourceVersion") == "7")
    }

    @Test("a scale keeps its own kind")
    func scale() async throws {
        let scale: JSON = [
            "apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": ["name": "web", "namespace": "shop"],
            "spec": ["replicas": 3],
        ]
        let transport = ScriptedTransport([.json(scale)])
        _ = try await makeClient(transport).update(.deployments, KubernetesObject(scale), subresource: .scale)
        #expect(transport.requests.first?.url.hasSuffix("/deployments/web/scale") == true)
        #expect(try body(transport) == scale)
    }

    @Test(
        "each kind of patch has its content type",
        arguments: [
            (Patch.json(JSONPatch([.test(JSONPointer(["a"]), 1)])), "application/json-patch+json", ""),
            (.merge(["a": 1]), "application/merge-patch+json", ""),
            (.strategic(["a": 1]), "application/strategic-merge-patch+json", ""),
            (.apply(["a": 1], force: true), "application/apply-patch+yaml", "?force=true&fieldManager=me"),
        ])
    func patch(patch: Patch, contentType: String, query: String) async throws {
        let transport = ScriptedTransport([.json(pod("web"))])
        let options = query.isEmpty ? RequestOptions() : RequestOptions(fieldManager: "me")
        _ = try await makeClient(transport).patch(.deployments, key, patch, options: options)
        let request = try #require(transport.requests.first)
        #expect(request.method == .patch)
        #expect(request.headers["Content-Type"] == contentType)
        #expect(request.url == "https://cluster:6443/apis/apps/v1/namespaces/shop/deployments/web" + query)
    }

    @Test("server-side apply without a field manager is refused before it is sent")
    func applyWithoutManager() async {
        let transport = ScriptedTransport([])
        await #expect(throws: KubernetesError.self) {
            try await makeClient(transport).patch(.pods, key, .apply([:], force: false))
        }
        #expect(transport.requests.isEmpty)
    }

    @Test("delete carries its preconditions in the body")
    func delete() async throws {
        let transport = ScriptedTransport([.json(["kind": "Status", "status": "Success"])])
        try await makeClient(transport).delete(
            .pods, key,
            DeleteOptions(uid: "u1", resourceVersion: "9", propagation: .foreground, gracePeriod: .seconds(5)))
        #expect(transport.requests.first?.method == .delete)
        #expect(
            try body(transport) == [
                "kind": "DeleteOptions", "apiVersion": "v1", "preconditions": ["uid": "u1", "resourceVersion": "9"],
                "propagationPolicy": "Foreground", "gracePeriodSeconds": 5,
            ])
    }

    @Test("an eviction names the very pod, and a budget's refusal is told apart")
    func evict() async throws {
        let refusal: JSON = ["causes": [["reason": "DisruptionBudget", "message": "needs 2 healthy pods"]]]
        let transport = ScriptedTransport([
            .json(["kind": "Status", "status": "Success"], status: 201),
            .status(429, "TooManyRequests", details: refusal),
        ])
        let client = makeClient(transport)
        try await client.evict(pod: key, uid: "u1")
        #expect(transport.requests.first?.url.hasSuffix("/pods/web/eviction") == true)
        #expect(try body(transport).at("deleteOptions", "preconditions", "uid") == "u1")
        await #expect {
            try await client.evict(pod: key, uid: "u1")
        } throws: { error in
            guard let error = error as? KubernetesError else { return false }
            return error.isTooManyRequests && error.status?.details == refusal && !error.mayHaveHappened
        }
        #expect(transport.requests.count == 2)
    }

    @Test("impersonation is sent with the request, and the request's own wins")
    func impersonation() async throws {
        let transport = ScriptedTransport([.json(pod("a")), .json(pod("a"))])
        let client = makeClient(transport, impersonation: ImpersonatedUser(name: "bob", groups: ["g1", "g2"]))
        _ = try await client.get(.pods, key)
        let options = RequestOptions(impersonate: .serviceAccount("fixer", in: "shop"))
        _ = try await client.get(.pods, key, options: options)
        #expect(transport.requests[0].headers["Impersonate-User"] == "bob")
        #expect(transport.requests[0].headers.values("Impersonate-Group") == ["g1", "g2"])
        #expect(transport.requests[1].headers.values("Impersonate-User") == ["system:serviceaccount:shop:fixer"])
        #expect(transport.requests[1].headers["Impersonate-Group"] == nil)
    }
}
