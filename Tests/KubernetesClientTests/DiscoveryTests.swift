import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTestSupport
import KubernetesTypes
import Testing

@Suite struct DiscoveryTests {
    let apps: JSON = [
        "kind": "APIResourceList", "groupVersion": "apps/v1",
        "resources": [
            ["name": "deployments", "kind": "Deployment", "namespaced": true],
            ["name": "deployments/scale", "kind": "Scale", "namespaced": true],
        ],
    ]

    @Test("a kind is found once and remembered for ten minutes")
    func found() async throws {
        let time = ManualTimeSource()
        let transport = ScriptedTransport([.json(apps), .json(apps)])
        let client = makeClient(transport, time: time)
        for _ in 0..<3 {
            #expect(try await client.resourceType(apiVersion: "apps/v1", kind: "Deployment") == .deployments)
        }
        #expect(transport.requests.map(\.url) == ["https://cluster:6443/apis/apps/v1"])
        time.advance(by: .seconds(601))
        _ = try await client.resourceType(apiVersion: "apps/v1", kind: "Deployment")
        #expect(transport.requests.count == 2)
    }

    @Test("what is not installed is nil, and asked again, as it may be installed later")
    func missing() async throws {
        let transport = ScriptedTransport([.status(404, "NotFound"), .json(apps)])
        let client = makeClient(transport)
        #expect(try await client.resourceType(apiVersion: "apps/v1", kind: "Deployment") == nil)
        #expect(try await client.resourceType(apiVersion: "apps/v1", kind: "Deployment") != nil)
        #expect(try await client.resourceType(apiVersion: "apps/v1", kind: "Deployment") != nil)
    }

    @Test("the server's version, and a provider's plus sign")
    func version() async throws {
        let client = makeClient(
            ScriptedTransport([.json(["major": "1", "minor": "27+", "gitVersion": "v1.27.3-eks"])]))
        let version = try await client.serverVersion()
        #expect(version.minor == 27 && version.description == "v1.27.3-eks")
    }

    @Test("an access review asks for the impersonated user and changes nothing")
    func access() async throws {
        let transport = ScriptedTransport([.json(["status": ["allowed": false, "reason": "no role"]], status: 201)])
        let question = AccessQuestion(verb: "patch", type: .deployments, subresource: .scale, namespace: "shop")
        let answer = try await makeClient(transport).selfSubjectAccessReview(
            question, options: RequestOptions(impersonate: .serviceAccount("fixer", in: "shop")))
        #expect(!answer.isAllowed && answer.reason == "no role")
        let request = try #require(transport.requests.first)
        #expect(request.headers["Impersonate-User"] == "system:serviceaccount:shop:fixer")
        #expect(
            try JSON(parsing: try #require(request.body)).at("spec", "resourceAttributes") == [
                "verb": "patch", "group": "apps", "resource": "deployments", "subresource": "scale",
                "namespace": "shop",
            ])
    }
}
