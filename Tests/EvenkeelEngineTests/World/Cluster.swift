import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelSimulation

/// The simulation's cluster as a value, so that a story can be continued in several ways.
///
/// Time and controllers move only when `advance` is called, so everything is repeatable.
struct Cluster: Sendable {
    private(set) var model = Cluster.empty
    private var watches = OwnKind.allCases.map { Informer($0.type) }
    private var seenRevision: UInt64 = 0
    private var reader = PolicyReader()
    /// What the pods of `web` need together, in millicores; the ready ones share it.
    var load: Double?

    subscript(reference: ObjectReference) -> KubernetesObject? {
        reference.type.flatMap { model.store.get($0, reference.key) }
    }

    func all(_ type: ResourceType) -> [KubernetesObject] { model.store.list(type) }

    /// When a controller has something to do next.
    var nextChange: Timestamp? { model.nextDeadline }

    mutating func advance(to now: Timestamp) {
        guard let next = model.nextDeadline, next <= now else { return }
        if let load { share(load) }
        model.advance(to: now)
    }

    private mutating func share(_ load: Double) {
        let ready = all(.pods).compactMap { Pod($0) }.filter { $0.labels["app"] == "web" && $0.isReady }
        let usage = PodUsage(milliCPU: load / Double(max(1, ready.count)), memory: 64e6)
        model.controllers.usage = Dictionary(uniqueKeysWithValues: ready.map { ($0.uid, usage) })
    }

    /// What Evenkeel sends.
    mutating func send(_ request: ClusterRequest, now: Timestamp) -> ClusterReply? {
        let type: ResourceType? =
            switch request.resource {
            case .known(let type): type
            case .discovered(let apiVersion, let kind):
                ObjectReference(apiVersion: apiVersion, kind: kind, key: request.key).type
            }
        return type.map { ClusterReply(model.handle(APIRequest(request, to: $0), now: now)) }
    }
}

// What people send. A refusal is a mistake of the test.
extension Cluster {
    mutating func create(_ object: KubernetesObject, now: Timestamp) {
        let reference = ObjectReference(object)
        person("POST", reference, object.json, now: now)
        guard let status = object.json["status"], object.kind != "Pod" else { return }
        edit(reference, now: now) { $0.json["status"] = status }
    }

    mutating func edit(_ reference: ObjectReference, now: Timestamp, _ change: (inout KubernetesObject) -> Void) {
        guard let old = self[reference] else { return }
        var object = old
        change(&object)
        if object.json["status"] != old.json["status"] {
            person("PUT", reference, object.json, subresource: "status", now: now)
            object.json.set(self[reference]?.json.at("metadata", "resourceVersion"), at: "metadata", "resourceVersion")
        }
        person("PUT", reference, object.json, now: now)
    }

    mutating func annotate(_ reference: ObjectReference, _ key: String, _ value: String?, now: Timestamp) {
        let patch: JSON = ["metadata": ["annotations": [key: value.map { .string($0) } ?? .null]]]
        person("PATCH", reference, patch, type: "application/merge-patch+json", now: now)
    }

    mutating func delete(_ reference: ObjectReference, now: Timestamp) {
        guard self[reference] != nil else { return }
        person("DELETE", reference, nil, now: now)
    }

    private mutating func person(
        _ method: String, _ reference: ObjectReference, _ body: JSON?, subresource: String? = nil,
        type: String = "application/json", now: Timestamp
    ) {
        guard let resource = reference.type else {
            Issue.record("the cluster does not serve \(reference.kind)")
            return
        }
        let path = resource.path(
            namespace: reference.key.namespace, name: method == "POST" ? nil : reference.key.name,
            subresource: subresource)
        let reply = ClusterReply(model.handle(APIRequest(method, path, body, type: type, by: .person), now: now))
        if !reply.isDone { Issue.record("\(method) \(path): \(reply.body["message"]?.stringValue ?? "")") }
        advance(to: now)
    }

    /// Installs definitions of a newer version of Evenkeel, by which policies may hold what this one cannot read.
    mutating func upgradePolicies(now: Timestamp) {
        let reference = ObjectReference(
            apiVersion: ResourceType.customResourceDefinitions.apiVersion,
            kind: ResourceType.customResourceDefinitions.kind,
            key: ObjectKey(name: RemediationPolicy.resourceType.qualifiedName))
        let anything: JSON = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
        edit(reference, now: now) { definition in
            guard var version = definition.json.at("spec", "versions")?[0] else { return }
            version.set(anything, at: "schema", "openAPIV3Schema", "properties", "spec")
            definition.json.set([version], at: "spec", "versions")
        }
    }
}

// What watches tell of Evenkeel's own kinds.
extension Cluster {
    /// Everything that is stored.
    mutating func listed(now: Timestamp) -> [Observation] {
        watches = OwnKind.allCases.map { Informer($0.type) }
        seenRevision = 0
        return changed(now: now)
    }

    /// What has changed since the last call.
    mutating func changed(now: Timestamp) -> [Observation] {
        guard model.store.revision != seenRevision else { return [] }
        seenRevision = model.store.revision
        var news: [Observation] = []
        for (index, kind) in OwnKind.allCases.enumerated() {
            for key in watches[index].poll(&model, now: now).sorted() {
                news.append(observation(kind, key, watches[index].objects[key]))
            }
        }
        return news
    }

    private mutating func observation(_ kind: OwnKind, _ key: ObjectKey, _ object: KubernetesObject?) -> Observation {
        guard let object else { return kind.deletion(of: key) }
        guard kind == .policy else { return kind.observation(of: object) }
        return .reading(policy: object) { object throws(InvalidDocument) in try reader.read(object) }
    }
}
