import EvenkeelAPI
import EvenkeelShell
import JSONValue
import KubernetesTypes

// What people and controllers send.
extension ClusterHarness {
    /// A merge patch.
    @discardableResult
    func merge(_ resource: ResourceType, _ key: ObjectKey, _ patch: JSON, by actor: Actor = .person) -> Reply {
        request(
            "PATCH", resource.path(namespace: key.namespace, name: key.name), patch,
            type: "application/merge-patch+json", by: actor)
    }

    @discardableResult
    func create(_ resource: ResourceType, _ object: JSON, by actor: Actor = .person) -> Reply {
        request(
            "POST", resource.path(namespace: object.at("metadata", "namespace")?.stringValue), object, by: actor)
    }

    @discardableResult
    func delete(_ resource: ResourceType, _ key: ObjectKey, by actor: Actor = .person) -> Reply {
        request("DELETE", resource.path(namespace: key.namespace, name: key.name), by: actor)
    }

    func annotate(_ resource: ResourceType, _ key: ObjectKey, _ annotations: JSON, by actor: Actor = .person) {
        merge(resource, key, ["metadata": ["annotations": annotations]], by: actor)
    }
}

// What Evenkeel sends.
extension ClusterHarness {
    /// - Returns: `nil` if the API server does not serve the kind.
    func send(_ wanted: ClusterRequest) -> Reply? {
        guard case .known(let type) = wanted.resource else { return nil }
        let key = wanted.key
        let path = type.path(namespace: key.namespace, name: key.name, subresource: wanted.subresource)
        switch wanted.verb {
        case .get: return send(wanted, "GET", path, nil)
        case .create(let json): return send(wanted, "POST", type.path(namespace: key.namespace), json)
        case .update(let json): return send(wanted, "PUT", path, json)
        case .patch(let patch):
            return send(wanted, "PATCH", path, patch.json, type: "application/json-patch+json")
        case .delete(let uid): return send(wanted, "DELETE", path, ["preconditions": ["uid": .string(uid)]])
        case .evict(let uid):
            let path = type.path(namespace: key.namespace, name: key.name, subresource: "eviction")
            return send(wanted, "POST", path, Self.eviction(of: key, uid: uid))
        }
    }

    private func send(
        _ wanted: ClusterRequest, _ method: String, _ path: String, _ body: JSON?, type: String = "application/json"
    ) -> Reply {
        request(
            method, path, body, type: type, isDryRun: wanted.isDryRun, by: .evenkeel,
            account: wanted.account?.userName)
    }

    private static func eviction(of pod: ObjectKey, uid: String) -> JSON {
        [
            "apiVersion": "policy/v1", "kind": "Eviction",
            "metadata": ["name": .string(pod.name), "namespace": .string(pod.namespace ?? "")],
            "deleteOptions": ["preconditions": ["uid": .string(uid)]],
        ]
    }
}
