import JSONValue
import KubernetesTypes

@testable import ClusterModel

/// A store with its controllers in virtual time, and what tests ask of it.
struct Cluster {
    var store = ObjectStore()
    var controllers: Controllers
    var now = Timestamp("2026-11-20T03:00:00Z") ?? Timestamp(microsecondsSince1970: 0)

    init(_ settings: ControllerSettings = ControllerSettings()) { controllers = Controllers(settings: settings) }

    mutating func settle() { controllers.run(&store, now: now) }

    /// Goes from deadline to deadline, so that nothing that happens in between is missed.
    mutating func advance(_ seconds: Double, each instant: (Cluster) -> Void = { _ in }) {
        let end = now + seconds
        settle()
        instant(self)
        for _ in 0..<10_000 {
            guard let next = controllers.nextDeadline(store, now: now), next <= end else { break }
            now = next
            settle()
            instant(self)
        }
        now = end
        settle()
        instant(self)
    }

    // MARK: Deployments

    mutating func deploy(
        _ name: String = "web", replicas: Int = 3, image: String = "app:1", annotations: [String: String] = [:],
        spec extra: JSON = [:]
    ) throws {
        var spec: JSON = [
            "replicas": JSON(replicas), "selector": ["matchLabels": ["app": .string(name)]],
            "template": [
                "metadata": ["labels": ["app": .string(name)], "annotations": JSON(annotations)],
                "spec": ["containers": [["name": "app", "image": .string(image)]]],
            ],
        ]
        for (member, value) in extra.objectValue ?? [:] { spec[member] = value }
        let metadata: JSON = ["name": .string(name), "namespace": "shop"]
        _ = try store.create(
            .deployments, ["apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec], now: now)
    }

    mutating func change(
        _ resource: ResourceType = .deployments, _ name: String = "web", _ edit: (inout KubernetesObject) -> Void
    ) throws {
        guard var object = store.get(resource, ObjectKey(namespace: "shop", name: name)) else {
            throw Missing(what: "\(resource.kind) \(name)")
        }
        edit(&object)
        try store.update(resource, object, now: now)
    }

    mutating func setImage(_ image: String, of name: String = "web") throws {
        try change(.deployments, name) { deployment in
            deployment.json.set(
                [["name": "app", "image": .string(image)]], at: "spec", "template", "spec", "containers")
        }
    }

    mutating func setReplicas(_ replicas: Int, of name: String = "web") throws {
        try change(.deployments, name) { $0.json.set(JSON(replicas), at: "spec", "replicas") }
    }

    struct Missing: Error { var what: String }

    // MARK: Looking

    func deployment(_ name: String = "web") throws -> KubernetesObject {
        guard let object = store.get(.deployments, ObjectKey(namespace: "shop", name: name)) else {
            throw Missing(what: "Deployment \(name)")
        }
        return object
    }

    var pods: [KubernetesObject] { store.list(.pods, namespace: "shop") }
    var readyPods: [KubernetesObject] { pods.filter { $0.isReady && !$0.isBeingDeleted } }
    var replicaSets: [KubernetesObject] {
        store.list(.replicaSets, namespace: "shop").sorted { Revision.number(of: $0) < Revision.number(of: $1) }
    }

    func image(of object: KubernetesObject) -> String {
        let spec = object.kind == "Pod" ? object.spec : object.spec.at("template", "spec") ?? .null
        return spec["containers"]?[0]?["image"]?.stringValue ?? ""
    }

    func events(_ reason: String) -> [KubernetesObject] {
        store.list(.events).filter { $0.json["reason"]?.stringValue == reason }
    }
}
