import JSONValue
import KubernetesTypes

/// A pod as the API server stores one that a controller makes from a template.
enum NewPod {
    static func from(
        _ template: JSON, generateName: String? = nil, name: String? = nil, _ owner: OwnerReference,
        _ namespace: String?
    ) -> JSON {
        var metadata = template["metadata"] ?? .object([:])
        metadata["creationTimestamp"] = nil
        metadata["generateName"] = generateName.map(JSON.string)
        metadata["name"] = name.map(JSON.string)
        metadata["namespace"] = namespace.map(JSON.string)
        metadata["ownerReferences"] = [owner.json]
        return [
            "apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec(template["spec"] ?? .object([:])),
            "status": ["phase": "Pending", "qosClass": .string(qualityOfService(template))],
        ]
    }

    private static func spec(_ template: JSON) -> JSON {
        var spec = template
        // The only policy that a controller's template may have; anything else would make pods without end.
        spec["restartPolicy"] = "Always"
        let defaults: JSONObject = [
            "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler",
            "terminationGracePeriodSeconds": 30, "serviceAccountName": "default", "serviceAccount": "default",
            "enableServiceLinks": true,
            "securityContext": .object([:]), "preemptionPolicy": "PreemptLowerPriority", "priority": 0,
            "tolerations": [toleration("not-ready"), toleration("unreachable")],
        ]
        for (member, value) in defaults where spec[member] == nil { spec[member] = value }
        return spec
    }

    /// Five minutes on a node that is not ready or cannot be reached, as an admission plug-in adds it.
    private static func toleration(_ taint: String) -> JSON {
        [
            "key": .string("node.kubernetes.io/\(taint)"), "operator": "Exists", "effect": "NoExecute",
            "tolerationSeconds": 300,
        ]
    }

    /// Guaranteed where every container's CPU and memory limits are its requests, BestEffort where there are neither.
    private static func qualityOfService(_ template: JSON) -> String {
        let containers = template.at("spec", "containers")?.arrayValue ?? []
        let all = containers.map { ($0.at("resources", "requests"), $0.at("resources", "limits")) }
        if all.allSatisfy({ ($0 ?? [:]).objectValue?.isEmpty != false && ($1 ?? [:]).objectValue?.isEmpty != false }) {
            return "BestEffort"
        }
        let isGuaranteed = all.allSatisfy { requests, limits in
            ["cpu", "memory"].allSatisfy { name in
                limits?[name] != nil && (requests?[name] ?? limits?[name]) == limits?[name]
            }
        }
        return isGuaranteed ? "Guaranteed" : "Burstable"
    }
}
