import JSONValue
import KubernetesTypes

// Objects as people apply them, in namespace `shop`, by short chains.
extension KubernetesObject {
    static func deployment(_ name: String = "web", replicas: Int = 4, image: String = "web:1") -> KubernetesObject {
        KubernetesObject([
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": ["name": .string(name), "namespace": "shop", "labels": ["app": .string(name)]],
            "spec": [
                "replicas": JSON(replicas), "selector": ["matchLabels": ["app": .string(name)]],
                "template": [
                    "metadata": ["labels": ["app": .string(name)]],
                    "spec": ["containers": [["name": "main", "image": .string(image)]]],
                ],
            ],
        ])
    }

    static func budget(_ name: String = "web", app: String = "web") -> KubernetesObject {
        KubernetesObject([
            "apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
            "metadata": ["name": .string(name), "namespace": "shop"],
            "spec": ["selector": ["matchLabels": ["app": .string(app)]]],
        ])
    }

    static func autoscaler(_ name: String = "web", target: String = "web") -> KubernetesObject {
        KubernetesObject([
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": ["name": .string(name), "namespace": "shop"],
            "spec": [
                "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": .string(target)],
                "minReplicas": 2, "maxReplicas": 10,
            ],
        ])
    }

    static func scaledObject(_ name: String = "web", target: String = "web") -> KubernetesObject {
        KubernetesObject([
            "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
            "metadata": ["name": .string(name), "namespace": "shop", "uid": "uid-scaled"],
            "spec": ["scaleTargetRef": ["name": .string(target)], "minReplicaCount": 2, "maxReplicaCount": 20],
        ])
    }

    /// Fields of `spec` that a manager has written, as `managedFields` tells.
    func written(
        by manager: String, _ fields: [String], applying: Bool = false, subresource: String? = nil
    ) -> KubernetesObject {
        var entry: JSON = [
            "manager": .string(manager), "operation": applying ? "Apply" : "Update", "fieldsType": "FieldsV1",
            "fieldsV1": ["f:spec": .object(JSONObject(fields.map { ("f:\($0)", [:]) }))],
        ]
        entry.set(subresource.map { .string($0) }, at: "subresource")
        let others = json.at("metadata", "managedFields")?.arrayValue ?? []
        return with(.array(others + [entry]), at: "metadata", "managedFields")
    }

    func controlled(by kind: String, _ name: String, apiVersion: String = "example.com/v1") -> KubernetesObject {
        let owner = OwnerReference(
            apiVersion: apiVersion, kind: kind, name: name, uid: "uid-\(name)", isController: true)
        return with([owner.json], at: "metadata", "ownerReferences")
    }

    func labelled(_ key: String, _ value: String) -> KubernetesObject {
        var copy = self
        copy.labels[key] = value
        return copy
    }

    /// A pod that no controller would replace.
    static func barePod(_ name: String, app: String = "web") -> KubernetesObject {
        KubernetesObject([
            "apiVersion": "v1", "kind": "Pod",
            "metadata": ["name": .string(name), "namespace": "shop", "labels": ["app": .string(app)]],
            "spec": [:], "status": ["phase": "Running"],
        ])
    }

    func with(_ value: JSON?, at path: String...) -> KubernetesObject {
        var copy = self
        copy.json.set(value, at: path[...])
        return copy
    }

    func annotated(_ key: String, _ value: String?) -> KubernetesObject {
        var copy = self
        copy.annotations[key] = value
        return copy
    }

    func image(_ image: String) -> KubernetesObject {
        with([["name": "main", "image": .string(image)]], at: "spec", "template", "spec", "containers")
    }

    func replicas(_ count: Int) -> KubernetesObject { with(JSON(count), at: "spec", "replicas") }
    func minAvailable(_ value: JSON) -> KubernetesObject { with(value, at: "spec", "minAvailable") }
    func maxUnavailable(_ value: JSON) -> KubernetesObject { with(value, at: "spec", "maxUnavailable") }

    var image: String { json.at("spec", "template", "spec", "containers")?[0]?["image"]?.stringValue ?? "" }
    var replicas: Int { json.at("spec", "replicas")?.integerValue ?? 0 }
}
