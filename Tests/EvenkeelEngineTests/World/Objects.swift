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

    /// It wants so many millicores for each pod.
    func averaging(_ milliCPU: Int) -> KubernetesObject {
        let target: JSON = ["type": "AverageValue", "averageValue": .string("\(milliCPU)m")]
        return with([["type": "Resource", "resource": ["name": "cpu", "target": target]]], at: "spec", "metrics")
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
            "spec": ["containers": [["name": "main", "image": "web:1"]]], "status": ["phase": "Running"],
        ])
    }

    mutating func setReady(_ isReady: Bool, at now: Timestamp) {
        json.set(
            [["type": "Ready", "status": isReady ? "True" : "False", "lastTransitionTime": .string("\(now)")]],
            at: "status", "conditions")
        json.set([["name": "main", "ready": .bool(isReady), "restartCount": 0]], at: "status", "containerStatuses")
    }

    mutating func crash(at now: Timestamp) {
        setReady(false, at: now)
        json.set(
            [["name": "main", "ready": false, "state": ["waiting": ["reason": "CrashLoopBackOff"]]]],
            at: "status", "containerStatuses")
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

    /// Its new pods are ready so many seconds after they start.
    func readyAfter(_ seconds: Int) -> KubernetesObject {
        with(.string("\(seconds)"), at: "spec", "template", "metadata", "annotations", "fake/ready-seconds")
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
