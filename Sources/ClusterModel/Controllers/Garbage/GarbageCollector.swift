import JSONValue
import KubernetesTypes

/// Removes what nobody owns any more (in the background), and serves the `foregroundDeletion` and `orphan` finalizers.
/// Its keys are uids.
enum GarbageCollector {
    static func reconcile(_ key: ObjectKey, _ context: inout ControllerContext) -> Timestamp? {
        guard let reference = context.index.references[key.name], let object = context.object(reference) else {
            return nil
        }
        if object.isBeingDeleted, object.hasFinalizers {
            serveFinalizers(object, reference, &context)
            return nil
        }
        let owners = object.ownerReferences
        let living = owners.filter { context.index.references[$0.uid] != nil }
        if owners.isEmpty || living.count == owners.count { return nil }
        if living.isEmpty {
            if !object.isBeingDeleted { context.delete(reference) }
        } else {
            var kept = object
            kept.setOwners(living)
            context.update(reference.resource, kept)
        }
        return nil
    }

    private static func serveFinalizers(
        _ object: KubernetesObject, _ reference: ObjectReference, _ context: inout ControllerContext
    ) {
        let finalizers = object.finalizers
        let dependents = context.index.dependents(of: object.uid)
        if finalizers.contains("orphan") {
            for dependent in dependents { release(dependent, from: object, &context) }
            remove("orphan", from: object, reference, &context)
        } else if finalizers.contains("foregroundDeletion") {
            let blocking = dependents.filter { context.object($0)?.blocksDeletion(of: object.uid) == true }
            for dependent in dependents where context.object(dependent)?.isBeingDeleted == false {
                context.delete(dependent)
            }
            if !blocking.contains(where: { context.object($0) != nil }) {
                remove("foregroundDeletion", from: object, reference, &context)
            }
        }
    }

    private static func release(
        _ dependent: ObjectReference, from owner: KubernetesObject, _ context: inout ControllerContext
    ) {
        guard var object = context.object(dependent) else { return }
        object.setOwners(object.ownerReferences.filter { $0.uid != owner.uid })
        context.update(dependent.resource, object)
    }

    private static func remove(
        _ finalizer: String, from object: KubernetesObject, _ reference: ObjectReference,
        _ context: inout ControllerContext
    ) {
        var object = object
        let left = object.finalizers.filter { $0 != finalizer }
        object.json.set(left.isEmpty ? nil : .array(left.map(JSON.string)), at: "metadata", "finalizers")
        context.update(reference.resource, object)
        // Without a grace period the store waits for nothing but the finalizers; with one it waits for a last word.
        if left.isEmpty, context.object(reference)?.uid == object.uid, reference.resource != .pods {
            context.delete(reference.resource, reference.key)
        }
    }
}

extension KubernetesObject {
    var finalizers: [String] { json.at("metadata", "finalizers")?.arrayValue?.compactMap(\.stringValue) ?? [] }

    func blocksDeletion(of uid: String) -> Bool {
        (json.at("metadata", "ownerReferences")?.arrayValue ?? []).contains {
            $0["uid"]?.stringValue == uid && $0["blockOwnerDeletion"]?.boolValue == true
        }
    }

    /// Keeps the references of these owners as they were written.
    mutating func setOwners(_ owners: [OwnerReference]) {
        let uids = Set(owners.map(\.uid))
        let kept = (json.at("metadata", "ownerReferences")?.arrayValue ?? []).filter {
            $0["uid"]?.stringValue.map(uids.contains) ?? false
        }
        json.set(kept.isEmpty ? nil : .array(kept), at: "metadata", "ownerReferences")
    }
}
