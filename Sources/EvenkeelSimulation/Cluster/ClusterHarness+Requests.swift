import ClusterModel
import EvenkeelShell
import JSONValue
import KubernetesTypes

// What people and controllers send.
extension ClusterHarness {
    /// A merge patch.
    @discardableResult
    func merge(_ resource: ResourceType, _ key: ObjectKey, _ patch: JSON, by actor: Actor = .person) -> ClusterReply {
        send(
            APIRequest(
                "PATCH", resource.path(namespace: key.namespace, name: key.name), patch,
                type: "application/merge-patch+json", by: actor))
    }

    @discardableResult
    func create(_ resource: ResourceType, _ object: JSON, by actor: Actor = .person) -> ClusterReply {
        send(
            APIRequest(
                "POST", resource.path(namespace: object.at("metadata", "namespace")?.stringValue), object, by: actor))
    }

    @discardableResult
    func delete(_ resource: ResourceType, _ key: ObjectKey, by actor: Actor = .person) -> ClusterReply {
        send(APIRequest("DELETE", resource.path(namespace: key.namespace, name: key.name), by: actor))
    }

    func annotate(_ resource: ResourceType, _ key: ObjectKey, _ annotations: JSON, by actor: Actor = .person) {
        merge(resource, key, ["metadata": ["annotations": annotations]], by: actor)
    }
}

// What Evenkeel sends.
extension ClusterHarness {
    /// - Returns: `nil` if the API server does not serve the kind.
    func send(_ wanted: ClusterRequest) -> ClusterReply? {
        guard case .known(let type) = wanted.resource else { return nil }
        return send(APIRequest(wanted, to: type))
    }
}
