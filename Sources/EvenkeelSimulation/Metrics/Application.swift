import ClusterModel
import JSONValue
import KubernetesTypes

/// A workload of the modelled cluster, with what is done to it from outside.
struct Application: Sendable {
    var name: String
    var replicas: Int
    /// Requests per second that one pod can serve.
    var capacity: Double
    /// Requests per second that come in, and in ordinary times.
    var load: Double
    var usualLoad: Double
    /// The share of requests that fails whatever this application does: something that it depends on is down.
    var outage = 0.0
    /// A controller puts back whatever differs from Git.
    var isFromGit: Bool
    var hasAutoscaler: Bool
    /// `minAvailable` of its budget; `nil` where it has none.
    var minAvailable: Int?
    var version = 1
    /// What stands in Git: changed by releases.
    var template: JSON = [:]
    var traffic = Traffic()

    enum Release: Sendable, Hashable { case good, failing(Double), slow, crashing }

    var key: ObjectKey { ObjectKey(namespace: ClusterHarness.namespace, name: name) }

    var usualProfiles: [WorkloadProfile] {
        let pod = KubernetesObject(["metadata": ["annotations": template(.good).at("metadata", "annotations") ?? [:]]])
        return Array(repeating: WorkloadProfile(of: pod), count: replicas)
    }

    mutating func release(_ release: Release) {
        version += 1
        template = template(release)
    }

    func template(_ release: Release) -> JSON {
        var annotations: JSON = ["workload.evenkeel.dev/capacity": .string("\(capacity)")]
        var image = "\(name):\(version)"
        switch release {
        case .good: annotations["workload.evenkeel.dev/error-ratio"] = "0.001"
        case .failing(let share): annotations["workload.evenkeel.dev/error-ratio"] = .string("\(share)")
        case .slow:
            annotations["workload.evenkeel.dev/latency"] = "0.6"
            annotations["workload.evenkeel.dev/error-ratio"] = "0.001"
        case .crashing: image = "fake-crash/\(image)"
        }
        return [
            "metadata": ["labels": ["app": .string(name)], "annotations": annotations],
            "spec": [
                "containers": [
                    [
                        "name": "main", "image": .string(image),
                        "resources": ["requests": ["cpu": "100m", "memory": "128Mi"]],
                    ]
                ]
            ],
        ]
    }

    var deployment: JSON {
        [
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": ["name": .string(name), "namespace": .string(ClusterHarness.namespace)],
            "spec": [
                "replicas": JSON(replicas), "selector": ["matchLabels": ["app": .string(name)]],
                "progressDeadlineSeconds": 300, "template": template,
            ],
        ]
    }

    func budget(_ minAvailable: Int) -> JSON {
        [
            "apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
            "metadata": ["name": .string(name), "namespace": .string(ClusterHarness.namespace)],
            "spec": ["minAvailable": JSON(minAvailable), "selector": ["matchLabels": ["app": .string(name)]]],
        ]
    }

    var autoscaler: JSON {
        [
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": ["name": .string(name), "namespace": .string(ClusterHarness.namespace)],
            "spec": [
                "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": .string(name)],
                "minReplicas": JSON(replicas), "maxReplicas": JSON(replicas + 4),
                "metrics": [
                    [
                        "type": "Resource",
                        "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]],
                    ]
                ],
            ],
        ]
    }
}
