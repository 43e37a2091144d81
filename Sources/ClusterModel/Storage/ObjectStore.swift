public import JSONValue
public import KubernetesTypes

/// Everything the cluster knows: objects by resource and key, versions, and the log that watches read.
///
/// A value: a copy is a snapshot. It knows nothing of URLs, users, schemas or defaults; controllers and the API both
/// write here. It reads no clock: every change is given the time.
public struct ObjectStore: Sendable {
    /// The revision of the last change; every change has its own, and it is the object's `resourceVersion`.
    public private(set) var revision: UInt64

    private var objects: [StorageKey: [ObjectKey: KubernetesObject]] = [:]
    private var log: ChangeLog
    private var identity: DeterministicIdentity

    /// - Parameters:
    ///   - seed: unique ids and generated names follow from it.
    ///   - logCapacity: the changes kept for watches; asking for older ones gives 410 `Expired`.
    public init(seed: UInt64 = 1, logCapacity: Int = 10_000) {
        revision = 1
        log = ChangeLog(capacity: logCapacity, startingAt: 0)
        identity = DeterministicIdentity(seed: seed)
    }

    // MARK: Reading

    public func get(_ resource: ResourceType, _ key: ObjectKey) -> KubernetesObject? {
        objects[StorageKey(resource)]?[key]
    }

    /// The objects in the order of their keys.
    public func list(
        _ resource: ResourceType, namespace: String? = nil, selector: LabelSelector? = nil
    ) -> [KubernetesObject] {
        guard let stored = objects[StorageKey(resource)] else { return [] }
        return stored.lazy
            .filter { key, object in
                (namespace == nil || key.namespace == namespace) && selector?.matches(object.labels) != false
            }
            .sorted { $0.key < $1.key }
            .map(\.value)
    }

    public func count(_ resource: ResourceType) -> Int { objects[StorageKey(resource)]?.count ?? 0 }

    /// Whether the log reaches back to just after `revision`.
    func holdsChanges(since revision: UInt64) -> Bool { revision >= log.compactedRevision }

    /// - Throws: 410 `Expired` where the log no longer reaches back that far.
    public func changes(since revision: UInt64) throws(Status) -> [StoredChange] {
        guard holdsChanges(since: revision) else {
            throw .expired("too old resource version: \(revision) (\(log.compactedRevision))")
        }
        return Array(log.changes(after: revision))
    }

    /// Makes every revision up to `revision` too old for a watch, as a compaction of etcd does.
    public mutating func compact(through revision: UInt64) { log.compact(through: min(revision, self.revision)) }

    // MARK: Writing

    /// Stores a new object and fills in uid, creation time, version and, where the resource has one, generation 1.
    /// An empty name with a `generateName` gets one.
    ///
    /// - Throws: 409 `AlreadyExists`, 422 `Invalid` where there is no name.
    public mutating func create(
        _ resource: ResourceType, _ object: JSON, now: Timestamp
    ) throws(Status) -> KubernetesObject {
        var object = KubernetesObject(object)
        if object.name.isEmpty { object.json.set(try generatedName(resource, object), at: "metadata", "name") }
        if !resource.isNamespaced { object.json.set(nil, at: "metadata", "namespace") }
        guard get(resource, object.key) == nil else { throw .alreadyExists(resource, name: object.name) }
        if object.json["apiVersion"] == nil { object.json["apiVersion"] = .string(resource.apiVersion) }
        if object.json["kind"] == nil { object.json["kind"] = .string(resource.kind) }
        object.json.set(.string(identity.uid()), at: "metadata", "uid")
        object.json.set(.string("\(now)"), at: "metadata", "creationTimestamp")
        object.json.set(nil, at: "metadata", "deletionTimestamp")
        object.json.set(nil, at: "metadata", "generation")
        if resource.tracksGeneration { object.json.set(1, at: "metadata", "generation") }
        return record(.added, resource, object, previous: nil)
    }

    private mutating func generatedName(_ resource: ResourceType, _ object: KubernetesObject) throws(Status) -> JSON {
        guard let prefix = object.json.at("metadata", "generateName")?.stringValue, !prefix.isEmpty else {
            throw .invalid(
                resource, name: "",
                causes: [.required("metadata.name", "name or generateName is required")])
        }
        return .string(generatedName(prefix))
    }

    /// The prefix with five letters that no call before has given.
    public mutating func generatedName(_ prefix: String) -> String { prefix.prefix(58) + identity.nameSuffix() }

    /// Replaces an object. uid, creation and deletion time stay; the generation grows when anything outside of metadata
    /// and status has changed; an update that changes nothing keeps the version. Taking the last finalizer from an
    /// object that is being deleted removes it.
    ///
    /// - Parameter expecting: the `resourceVersion` that the stored object must still have.
    /// - Throws: 404 `NotFound`, 409 `Conflict`.
    @discardableResult
    public mutating func update(
        _ resource: ResourceType, _ object: KubernetesObject, expecting: String? = nil, now: Timestamp
    ) throws(Status) -> KubernetesObject {
        guard let stored = get(resource, object.key) else { throw .notFound(resource, name: object.name) }
        if let expecting, expecting != stored.resourceVersion { throw .modified(resource, name: object.name) }
        var updated = object
        for member in ["uid", "creationTimestamp", "deletionTimestamp", "generation", "resourceVersion"] {
            updated.json.set(stored.json.at("metadata", member), at: "metadata", member)
        }
        if updated == stored { return stored }
        if resource.tracksGeneration, Self.desired(updated) != Self.desired(stored) {
            updated.json.set(JSON(stored.generation + 1), at: "metadata", "generation")
        }
        if updated.isBeingDeleted, !updated.hasFinalizers, updated.gracePeriodSeconds == 0 {
            return record(.deleted, resource, updated, previous: stored)
        }
        return record(.modified, resource, updated, previous: stored)
    }

    /// Everything of an object that somebody asked for, rather than observed.
    private static func desired(_ object: KubernetesObject) -> JSON {
        var json = object.json
        json["metadata"] = nil
        json["status"] = nil
        // A pod is bound to its node through a subresource, which is no change of what was asked for.
        if object.kind == "Pod" { json.set(nil, at: "spec", "nodeName") }
        return json
    }

    /// Replaces `status` alone; no change of it, no new version.
    ///
    /// - Throws: 404 `NotFound`.
    public mutating func updateStatus(_ resource: ResourceType, _ key: ObjectKey, status: JSON) throws(Status) {
        guard let stored = get(resource, key) else { throw .notFound(resource, name: key.name) }
        guard stored.json["status"] != status else { return }
        var updated = stored
        updated.json["status"] = status
        _ = record(.modified, resource, updated, previous: stored)
    }

    /// Removes an object; one with finalizers, or with a grace period above zero, is only marked with a
    /// `deletionTimestamp` (the time of the request plus the grace period, as for pods) and removed later: by the update
    /// that takes its last finalizer, or by a further `delete` without grace.
    ///
    /// - Throws: 404 `NotFound`.
    public mutating func delete(
        _ resource: ResourceType, _ key: ObjectKey, gracePeriodSeconds: Int = 0, now: Timestamp
    ) throws(Status) {
        guard let stored = get(resource, key) else { throw .notFound(resource, name: key.name) }
        guard stored.hasFinalizers || gracePeriodSeconds > 0 else {
            _ = record(.deleted, resource, stored, previous: stored)
            return
        }
        if stored.isBeingDeleted, (stored.gracePeriodSeconds ?? 0) <= gracePeriodSeconds { return }
        var marked = stored
        marked.json.set(.string("\(now + Double(gracePeriodSeconds))"), at: "metadata", "deletionTimestamp")
        marked.json.set(JSON(gracePeriodSeconds), at: "metadata", "deletionGracePeriodSeconds")
        if resource.tracksGeneration, !stored.isBeingDeleted {
            marked.json.set(JSON(stored.generation + 1), at: "metadata", "generation")
        }
        _ = record(.modified, resource, marked, previous: stored)
    }

    private mutating func record(
        _ kind: StoredChange.Kind, _ resource: ResourceType, _ object: KubernetesObject, previous: KubernetesObject?
    ) -> KubernetesObject {
        revision += 1
        var object = object
        object.json.set(.string("\(revision)"), at: "metadata", "resourceVersion")
        let key = object.key
        objects[StorageKey(resource), default: [:]][key] = kind == .deleted ? nil : object
        log.append(
            StoredChange(kind: kind, resource: resource, object: object, revision: revision, previous: previous))
        return object
    }
}

extension KubernetesObject {
    /// Namespaces keep one in their spec, too.
    var hasFinalizers: Bool {
        json.at("metadata", "finalizers")?.arrayValue?.isEmpty == false
            || kind == "Namespace" && json.at("spec", "finalizers")?.arrayValue?.isEmpty == false
    }

    /// The grace period of a deletion under way; `nil` where none is, or none was given.
    var gracePeriodSeconds: Int? { json.at("metadata", "deletionGracePeriodSeconds")?.integerValue }
}

/// Where objects of a resource lie: all versions of a group's resource share one place, and events of the core group
/// share theirs with `events.k8s.io`.
struct StorageKey: Sendable, Hashable {
    let group: String
    let plural: String

    init(_ resource: ResourceType) {
        group = resource.group.isEmpty && resource.plural == "events" ? "events.k8s.io" : resource.group
        plural = resource.plural
    }
}

extension ResourceType {
    /// Whether the API server counts generations of its objects: those with a spec that a controller follows.
    var tracksGeneration: Bool {
        switch group {
        case "": plural == "pods" || plural == "replicationcontrollers"
        case "events.k8s.io", "coordination.k8s.io", "rbac.authorization.k8s.io", "storage.k8s.io": false
        default: true
        }
    }
}
