import JSONValue
import KubernetesTypes

/// What every cluster has from its start.
enum Bootstrap {
    private static let namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"]

    static func fill(_ store: inout ObjectStore, now: Timestamp) {
        for name in namespaces {
            let labels: JSON = ["kubernetes.io/metadata.name": .string(name)]
            create(
                &store, .namespaces,
                [
                    "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name), "labels": labels],
                    "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
                ], now)
        }
        create(&store, .services, kubernetes, now)
        Housekeeping.run(&store, now: now)
    }

    private static func create(_ store: inout ObjectStore, _ resource: ResourceType, _ object: JSON, _ now: Timestamp) {
        // The store is empty: nothing here can exist already.
        _ = try? store.create(resource, object, now: now)
    }

    private static let kubernetes: JSON = [
        "apiVersion": "v1", "kind": "Service",
        "metadata": [
            "name": "kubernetes", "namespace": "default",
            "labels": ["component": "apiserver", "provider": "kubernetes"],
        ],
        "spec": [
            "type": "ClusterIP", "clusterIP": "10.96.0.1", "clusterIPs": ["10.96.0.1"], "sessionAffinity": "None",
            "internalTrafficPolicy": "Cluster", "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
            "ports": [["name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443]],
        ],
        "status": ["loadBalancer": [:]],
    ]
}
