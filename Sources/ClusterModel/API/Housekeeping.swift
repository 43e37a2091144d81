import JSONValue
import KubernetesTypes

/// What the API server's own controllers keep in order: every namespace has its default service account, and a
/// CustomResourceDefinition that is going goes once its objects are gone.
enum Housekeeping {
    static func run(_ store: inout ObjectStore, now: Timestamp) {
        for namespace in store.list(.namespaces) where !namespace.isBeingDeleted {
            let key = ObjectKey(namespace: namespace.name, name: "default")
            guard store.get(.serviceAccounts, key) == nil else { continue }
            let account: JSON = [
                "apiVersion": "v1", "kind": "ServiceAccount",
                "metadata": ["name": "default", "namespace": .string(namespace.name)],
            ]
            _ = try? store.create(.serviceAccounts, account, now: now)
        }
        for crd in store.list(.customResourceDefinitions) where crd.isBeingDeleted { release(crd, &store, now) }
    }

    private static func release(_ crd: KubernetesObject, _ store: inout ObjectStore, _ now: Timestamp) {
        var reader = CustomResources()
        let resource = reader.definitions(named: crd.name, in: store).first?.storageType
        guard resource.map({ store.count($0) }) ?? 0 == 0 else { return }
        var released = crd
        let finalizers = (crd.json.at("metadata", "finalizers")?.arrayValue ?? []).filter {
            $0 != "customresourcecleanup.apiextensions.k8s.io"
        }
        released.json.set(finalizers.isEmpty ? nil : .array(finalizers), at: "metadata", "finalizers")
        _ = try? store.update(.customResourceDefinitions, released, now: now)
    }
}
