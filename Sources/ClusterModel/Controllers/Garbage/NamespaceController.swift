import JSONValue
import KubernetesTypes

/// Empties a namespace that is being deleted, and lets it go once it is empty.
enum NamespaceController {
    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        let namespace = context.store.get(.namespaces, key)
        // Where the namespace is gone already this was queued by its deletion.
        guard namespace?.isBeingDeleted ?? true else { return nil }
        if let namespace { markTerminating(namespace, &context) }
        for reference in context.index.contents(ofNamespace: key.name)
        where context.object(reference)?.isBeingDeleted == false {
            context.delete(reference)
        }
        let isEmpty = context.index.contents(ofNamespace: key.name).allSatisfy { context.object($0) == nil }
        if let namespace, isEmpty { finish(namespace, &context) }
        return nil
    }

    private static func markTerminating(_ namespace: KubernetesObject, _ context: inout ControllerContext) {
        var status = namespace.status
        status["phase"] = "Terminating"
        context.updateStatus(.namespaces, namespace.key, status)
    }

    /// Takes the `kubernetes` finalizer, which namespaces keep in their spec, and removes the namespace.
    private static func finish(_ namespace: KubernetesObject, _ context: inout ControllerContext) {
        guard var current = context.store.get(.namespaces, namespace.key) else { return }
        let kept = (current.spec["finalizers"]?.arrayValue ?? []).filter { $0 != "kubernetes" }
        current.json.set(kept.isEmpty ? nil : .array(kept), at: "spec", "finalizers")
        context.update(.namespaces, current)
        if kept.isEmpty, context.store.get(.namespaces, namespace.key) != nil {
            context.delete(.namespaces, namespace.key)
        }
    }
}
