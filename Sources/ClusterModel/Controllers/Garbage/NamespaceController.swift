import JSONValue
import KubernetesTypes

/// Empties a namespace that is being deleted, and lets it go once it is empty.
enum NamespaceController {
    static func reconcile(_ key: ObjectKey, _ desk: inout Desk) -> Timestamp? {
        let namespace = desk.store.get(.namespaces, key)
        // Where the namespace is gone already this was queued by its deletion.
        guard namespace?.isBeingDeleted ?? true else { return nil }
        if let namespace { markTerminating(namespace, &desk) }
        for reference in desk.index.contents(ofNamespace: key.name)
        where desk.object(reference)?.isBeingDeleted == false {
            desk.delete(reference)
        }
        let isEmpty = desk.index.contents(ofNamespace: key.name).allSatisfy { desk.object($0) == nil }
        if let namespace, isEmpty { finish(namespace, &desk) }
        return nil
    }

    private static func markTerminating(_ namespace: KubernetesObject, _ desk: inout Desk) {
        var status = namespace.status
        status["phase"] = "Terminating"
        desk.updateStatus(.namespaces, namespace.key, status)
    }

    /// Takes the `kubernetes` finalizer, which namespaces keep in their spec, and removes the namespace.
    private static func finish(_ namespace: KubernetesObject, _ desk: inout Desk) {
        guard var current = desk.store.get(.namespaces, namespace.key) else { return }
        let kept = (current.spec["finalizers"]?.arrayValue ?? []).filter { $0 != "kubernetes" }
        current.json.set(kept.isEmpty ? nil : .array(kept), at: "spec", "finalizers")
        desk.update(.namespaces, current)
        if kept.isEmpty, desk.store.get(.namespaces, namespace.key) != nil { desk.delete(.namespaces, namespace.key) }
    }
}
