import ClusterModel
import EvenkeelShell
import JSONValue
import KubernetesTypes

// What the shell wants sent, as it reaches the API server.
extension APIRequest {
    /// - Parameter type: the resource that the request is about, which a shell may have had to ask for.
    init(_ wanted: ClusterRequest, to type: ResourceType) {
        let key = wanted.key
        let path = type.path(namespace: key.namespace, name: key.name, subresource: wanted.subresource)
        switch wanted.verb {
        case .get: self.init(wanted, "GET", path, nil)
        case .create(let json): self.init(wanted, "POST", type.path(namespace: key.namespace), json)
        case .update(let json): self.init(wanted, "PUT", path, json)
        case .patch(let patch): self.init(wanted, "PATCH", path, patch.json, type: "application/json-patch+json")
        case .delete(let uid): self.init(wanted, "DELETE", path, ["preconditions": ["uid": .string(uid)]])
        case .evict(let uid):
            let path = type.path(namespace: key.namespace, name: key.name, subresource: "eviction")
            self.init(wanted, "POST", path, Self.eviction(of: key, uid: uid))
        }
    }

    private init(
        _ wanted: ClusterRequest, _ method: String, _ path: String, _ body: JSON?, type: String = "application/json"
    ) {
        self.init(
            method, path, body, type: type, isDryRun: wanted.isDryRun, by: .evenkeel,
            account: wanted.account?.userName)
    }

    /// - Parameter account: the service account that the request impersonates, as its full user name.
    init(
        _ method: String, _ path: String, _ body: JSON? = nil, type: String = "application/json",
        isDryRun: Bool = false, by actor: Actor, account: String? = nil
    ) {
        var query = [(name: "fieldManager", value: actor.rawValue)]
        if isDryRun { query.append((name: "dryRun", value: "All")) }
        self.init(
            method: method, path: path, query: query, contentType: type, impersonatedUser: account,
            userAgent: actor.rawValue, body: body?.serialized ?? [])
    }

    private static func eviction(of pod: ObjectKey, uid: String) -> JSON {
        [
            "apiVersion": "policy/v1", "kind": "Eviction",
            "metadata": ["name": .string(pod.name), "namespace": .string(pod.namespace ?? "")],
            "deleteOptions": ["preconditions": ["uid": .string(uid)]],
        ]
    }
}
