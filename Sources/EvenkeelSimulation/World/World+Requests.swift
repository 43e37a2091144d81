import ClusterModel
import EvenkeelAPI
import EvenkeelShell
import JSONValue
import KubernetesTypes

/// Who sends a request.
enum Actor: String, Sendable, Hashable {
    case evenkeel, person, gitOps
}

// Everybody talks to the cluster by requests to its API, with its own conflicts and refusals.
extension World {
    struct Reply {
        var status: Int
        var body: JSON

        var object: KubernetesObject { KubernetesObject(body) }
        var isDone: Bool { status < 300 }
    }

    /// - Parameter account: the service account that the request impersonates, as its full user name.
    @discardableResult
    func request(
        _ method: String, _ path: String, _ body: JSON? = nil, type: String = "application/json",
        isDryRun: Bool = false, by actor: Actor, account: String? = nil
    ) -> Reply {
        var query = [(name: "fieldManager", value: actor.rawValue)]
        if isDryRun { query.append((name: "dryRun", value: "All")) }
        tally.counts["requests", default: 0] += 1
        let request = APIRequest(
            method: method, path: path, query: query, contentType: type, impersonatedUser: account,
            userAgent: actor.rawValue, body: body?.serialized ?? [])
        switch cluster.handle(request, now: now) {
        case .json(let status, let body, _): return Reply(status: status, body: body)
        case .bytes(let status, _, _): return Reply(status: status, body: .null)
        case .watch: return Reply(status: 200, body: .null)
        }
    }

    func stored(_ resource: ResourceType, _ key: ObjectKey) -> KubernetesObject? { cluster.store.get(resource, key) }

    /// Of Evenkeel's own kinds; `nil` where it is not there, or cannot be read.
    func stored<Resource: EvenkeelResource>(_ type: Resource.Type, _ key: ObjectKey) -> Resource? {
        stored(type.resourceType, key).flatMap { try? $0.json.decoded(as: type) }
    }

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

extension World {
    /// One of Evenkeel's own requests; `nil` where the API server does not serve the kind.
    func send(_ wanted: ClusterRequest) -> Reply? {
        guard case .known(let type) = wanted.resource else { return nil }
        let key = wanted.key
        let path = type.path(namespace: key.namespace, name: key.name, subresource: wanted.subresource)
        func request(_ method: String, _ path: String, _ body: JSON?, type: String = "application/json") -> Reply {
            self.request(
                method, path, body, type: type, isDryRun: wanted.isDryRun, by: .evenkeel,
                account: wanted.account?.userName)
        }
        switch wanted.verb {
        case .get: return request("GET", path, nil)
        case .create(let json): return request("POST", type.path(namespace: key.namespace), json)
        case .update(let json): return request("PUT", path, json)
        case .patch(let patch): return request("PATCH", path, patch.json, type: "application/json-patch+json")
        case .delete(let uid): return request("DELETE", path, ["preconditions": ["uid": .string(uid)]])
        case .evict(let uid):
            let path = type.path(namespace: key.namespace, name: key.name, subresource: "eviction")
            return request("POST", path, Self.eviction(of: key, uid: uid))
        }
    }

    private static func eviction(of pod: ObjectKey, uid: String) -> JSON {
        [
            "apiVersion": "policy/v1", "kind": "Eviction",
            "metadata": ["name": .string(pod.name), "namespace": .string(pod.namespace ?? "")],
            "deleteOptions": ["preconditions": ["uid": .string(uid)]],
        ]
    }
}
