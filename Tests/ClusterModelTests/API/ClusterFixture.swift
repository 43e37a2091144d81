import ClusterModel
import JSONValue
import KubernetesTypes

/// A cluster to send requests to, at a time that only the test moves.
struct ClusterFixture {
    var model: ClusterModel
    var now: Timestamp

    init(isAuthorizing: Bool = false) {
        now = Timestamp(secondsSince1970: 1_800_000_000)
        var settings = ControllerSettings()
        settings.nodes = 0
        model = ClusterModel(now: now, settings: settings, isAuthorizing: isAuthorizing)
    }

    struct Answer {
        var status: Int
        var body: JSON
        var headers: [APIResponse.Header]
        var message: String { body["message"]?.stringValue ?? "" }
        var reason: String { body["reason"]?.stringValue ?? "" }
    }

    mutating func request(
        _ method: String, _ path: String, _ body: JSON? = nil, type: String = "application/json",
        query: [String: String] = [:], accept: String? = nil, user: String? = nil, token: String? = nil
    ) -> Answer {
        var request = APIRequest(
            method: method, path: path, query: query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            contentType: type, accept: accept, impersonatedUser: user, userAgent: "test/1",
            body: body?.serialized ?? [])
        request.token = token
        switch model.handle(request, now: now) {
        case .json(let status, let body, let headers): return Answer(status: status, body: body, headers: headers)
        case .bytes(let status, _, let bytes):
            let body = (try? JSON(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
            return Answer(status: status, body: body, headers: [])
        case .watch: return Answer(status: 200, body: "watch", headers: [])
        }
    }

    mutating func watch(_ path: String, query: [String: String] = [:], accept: String? = nil) throws -> WatchSession {
        let items = query.merging(["watch": "true"]) { $1 }.map { (name: $0.key, value: $0.value) }
        let request = APIRequest(method: "GET", path: path, query: items, accept: accept)
        guard case .watch(let specification) = model.handle(request, now: now) else { throw NoWatch() }
        return WatchSession(specification)
    }

    struct NoWatch: Error {}

    mutating func apply(
        _ path: String, _ body: JSON, manager: String, force: Bool = false
    ) -> Answer {
        request(
            "PATCH", path, body, type: "application/apply-patch+yaml",
            query: ["fieldManager": manager, "force": force ? "true" : "false"])
    }

    static let configMaps = "/api/v1/namespaces/default/configmaps"
    static let deployments = "/apis/apps/v1/namespaces/default/deployments"
    static let crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    static let widgets = "/apis/example.com/v1/namespaces/default/widgets"

    mutating func createConfigMap(_ name: String, labels: JSON = [:], data: JSON = [:]) -> Answer {
        request("POST", Self.configMaps, ["metadata": ["name": .string(name), "labels": labels], "data": data])
    }

    static func deployment(_ name: String = "web", image: String = "web:1") -> JSON {
        [
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": .string(name)],
            "spec": [
                "selector": ["matchLabels": ["app": .string(name)]],
                "template": [
                    "metadata": ["labels": ["app": .string(name)]],
                    "spec": ["containers": [["name": "main", "image": .string(image)]]],
                ],
            ],
        ]
    }

    /// A custom resource with defaults, limits and rules.
    static func widgetDefinition(rules: JSON = []) -> JSON {
        let part: JSON = [
            "type": "object", "required": ["name"],
            "properties": ["name": ["type": "string"], "size": ["type": "integer", "minimum": 1, "maximum": 9]],
        ]
        let spec: JSON = [
            "type": "object", "required": ["color"], "x-kubernetes-validations": rules,
            "properties": [
                "color": ["type": "string", "enum": ["Red", "Green"]],
                "mode": ["type": "string", "default": "Slow"], "limit": ["type": "string", "pattern": "^[0-9]+%$"],
                "replicas": ["type": "integer", "default": 1],
                "parts": [
                    "type": "array", "maxItems": 3, "items": part, "x-kubernetes-list-type": "map",
                    "x-kubernetes-list-map-keys": ["name"],
                ],
            ],
        ]
        let schema: JSON = [
            "type": "object",
            "properties": [
                "spec": spec,
                "status": [
                    "type": "object",
                    "properties": ["replicas": ["type": "integer"], "phase": ["type": "string"]],
                ],
            ],
        ]
        return [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": ["name": "widgets.example.com"],
            "spec": [
                "group": "example.com", "scope": "Namespaced",
                "names": ["kind": "Widget", "plural": "widgets", "shortNames": ["wid"]],
                "versions": [
                    [
                        "name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": schema],
                        "subresources": [
                            "status": [:],
                            "scale": ["specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"],
                        ],
                        "additionalPrinterColumns": [
                            ["name": "Color", "type": "string", "jsonPath": ".spec.color"],
                            ["name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"],
                        ],
                    ]
                ],
            ],
        ]
    }

    static func widget(_ name: String = "one", spec: JSON = ["color": "Red"]) -> JSON {
        ["apiVersion": "example.com/v1", "kind": "Widget", "metadata": ["name": .string(name)], "spec": spec]
    }

    /// With the definition of widgets in place.
    static func withWidgets(rules: JSON = []) -> ClusterFixture {
        var cluster = ClusterFixture()
        _ = cluster.request("POST", crds, widgetDefinition(rules: rules))
        return cluster
    }
}
