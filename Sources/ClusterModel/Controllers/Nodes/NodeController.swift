import JSONValue
import KubernetesTypes

/// The nodes, as the fake kubelet registers them.
enum NodeController {
    /// Makes the nodes once; a node that somebody deletes comes back, as its kubelet registers again.
    static func bootstrap(_ context: inout ControllerContext) {
        guard context.store.count(.nodes) == 0, context.settings.nodes > 0 else { return }
        for number in 1...context.settings.nodes { context.create(.nodes, node(number, context)) }
    }

    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let node = context.store.get(.nodes, key) else {
            let number = (1...max(1, context.settings.nodes)).first { name($0) == key.name }
            if let number, context.settings.nodes > 0 { context.create(.nodes, self.node(number, context)) }
            return nil
        }
        return NodeFailure.reconcile(node, &context)
    }

    static func isDown(_ name: String, _ context: ControllerContext) -> Bool {
        guard let node = context.store.get(.nodes, ObjectKey(name: name)) else { return true }
        return node.annotations["fake/down"] == "true"
    }

    static func name(_ number: Int) -> String { "node-\(number)" }

    private static func node(_ number: Int, _ context: ControllerContext) -> JSON {
        let name = name(number)
        let labels: JSON = [
            "kubernetes.io/hostname": .string(name), "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
            "beta.kubernetes.io/os": "linux", "beta.kubernetes.io/arch": "amd64",
            "topology.kubernetes.io/zone": .string("zone-\(["a", "b", "c"][(number - 1) % 3])"),
            "topology.kubernetes.io/region": "fake",
        ]
        return [
            "apiVersion": "v1", "kind": "Node",
            "metadata": [
                "name": .string(name), "labels": labels, "annotations": ["node.alpha.kubernetes.io/ttl": "0"],
            ],
            "spec": .object([:]), "status": status(name, context),
        ]
    }

    private static func status(_ name: String, _ context: ControllerContext) -> JSON {
        let settings = context.settings
        let resources: JSON = [
            "cpu": .string(Self.quantity(settings.nodeMilliCPU, per: 1000, "", else: "m")),
            "memory": .string(Self.quantity(settings.nodeMemory, per: 1 << 30, "Gi", else: "")),
            "pods": .string("\(settings.podsPerNode)"), "ephemeral-storage": "500Gi",
        ]
        return [
            "capacity": resources, "allocatable": resources, "conditions": .array(conditions(context.now)),
            "addresses": [["type": "InternalIP", "address": .string(PodAddresses.host(name))]],
            "daemonEndpoints": ["kubeletEndpoint": ["Port": 0]],
            "nodeInfo": [
                "architecture": "amd64", "bootID": "fake", "containerRuntimeVersion": "fake://1",
                "kernelVersion": "6.1.0", "kubeProxyVersion": "", "kubeletVersion": "v1.33.0", "machineID": "fake",
                "operatingSystem": "linux", "osImage": "fake", "systemUUID": "fake",
            ],
        ]
    }

    /// In whole large units where it comes out even.
    private static func quantity(_ value: Int, per unit: Int, _ suffix: String, else small: String) -> String {
        value % unit == 0 ? "\(value / unit)\(suffix)" : "\(value)\(small)"
    }

    private static func conditions(_ now: Timestamp) -> [JSON] {
        [
            ("MemoryPressure", "False", "KubeletHasSufficientMemory", "ok"),
            ("DiskPressure", "False", "KubeletHasNoDiskPressure", "ok"),
            ("PIDPressure", "False", "KubeletHasSufficientPID", "ok"),
            ("Ready", "True", "KubeletReady", "fake kubelet is posting ready status"),
        ].map { type, status, reason, message in
            var json = StatusCondition(
                type: type, status: status, reason: reason, message: message, lastTransitionTime: now
            ).json
            json["lastHeartbeatTime"] = .string("\(now)")
            return json
        }
    }
}
