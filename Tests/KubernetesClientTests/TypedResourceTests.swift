import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Testing

@Suite struct TypedResourceTests {
    struct Widget: KubernetesResource, Equatable {
        static let resourceType = ResourceType(
            group: "example.com", version: "v1", kind: "Widget", plural: "widgets")
        struct Spec: Codable, Sendable, Equatable { var size: Int }
        var metadata: ObjectMeta
        var spec: Spec
    }

    let widget = Widget(metadata: ObjectMeta(name: "w", namespace: "shop"), spec: .init(size: 3))
    let json: JSON = ["metadata": ["name": "w", "namespace": "shop"], "spec": ["size": 3]]

    @Test("a typed resource goes through the same calls as any object")
    func calls() async throws {
        let transport = ScriptedTransport(
            [.json(json), .json(json, status: 201), .json(json), .json(json), .json(list([json]))])
        let client = makeClient(transport)
        #expect(try await client.get(Widget.self, ObjectKey(namespace: "shop", name: "w")) == widget)
        #expect(try await client.create(widget) == widget)
        #expect(try await client.update(widget, subresource: .status) == widget)
        #expect(try await client.apply(widget, fieldManager: "me") == widget)
        #expect(try await client.list(Widget.self).items == [widget])
        let root = "https://cluster:6443/apis/example.com/v1/namespaces/shop/widgets"
        #expect(
            transport.requests.dropLast().map { "\($0.method) \($0.url)" } == [
                "GET \(root)/w", "POST \(root)", "PUT \(root)/w/status", "PATCH \(root)/w?fieldManager=me",
            ])
        let created = try JSON(parsing: try #require(transport.requests[1].body))
        #expect(created["apiVersion"] == "example.com/v1")
        #expect(created["kind"] == "Widget")
    }

    @Test("a typed watch delivers typed objects")
    func watch() async throws {
        let event: JSON = ["type": "ADDED", "object": json]
        let client = makeClient(ScriptedTransport([.chunks(200, [event.serialized + [0x0A]], nil)]))
        var events: [WatchEvent<Widget>] = []
        for try await event in try await client.watch(Widget.self) { events.append(event) }
        #expect(events == [.added(widget)])
    }

    @Test("an object that does not fit its type names the path, not the value")
    func misfit() async throws {
        let client = makeClient(
            ScriptedTransport([.json(["metadata": ["name": "w"], "spec": ["size": "private text"]])]))
        let error = await #expect(throws: KubernetesError.self) {
            _ = try await client.get(Widget.self, ObjectKey(namespace: "shop", name: "w"))
        }
        #expect(error?.description.contains(".spec.size is not a Int") == true)
        #expect(error?.description.contains("private text") == false)
    }
}
