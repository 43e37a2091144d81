import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// A very small Kubernetes in virtual time: objects with versions, a Deployment's pods, budgets, evictions.
///
/// Time and controllers move only when `settle` is called, so everything is repeatable.
struct Cluster: Sendable {
    private(set) var objects: [ObjectReference: KubernetesObject] = [:]
    /// Seconds until a new pod is ready.
    var startup = 10.0
    /// Pods of these images crash from the beginning.
    var brokenImages: Set<String> = []
    /// What an autoscaler wants by its own arithmetic, by name.
    var autoscalerWants: [String: Int] = [:]
    var readyAt: [String: Timestamp] = [:]
    private(set) var version = 1000
    /// The version at which the controllers had nothing left to do.
    var settledVersion = 0
    private var made = 0
    var podsMade = 0

    subscript(reference: ObjectReference) -> KubernetesObject? { objects[reference] }

    func all(_ kind: String) -> [KubernetesObject] {
        objects.filter { $0.key.kind == kind }.map(\.value).sorted { $0.key < $1.key }
    }

    @discardableResult
    mutating func create(_ object: KubernetesObject, now: Timestamp) -> KubernetesObject {
        made += 1
        var object = object
        object.json.set(.string("uid-\(object.kind.lowercased())-\(made)"), at: "metadata", "uid")
        object.json.set(.string("\(now)"), at: "metadata", "creationTimestamp")
        object.json.set(1, at: "metadata", "generation")
        put(object)
        return objects[ObjectReference(object)] ?? object
    }

    /// Stores a new version; nothing happens where nothing differs.
    mutating func put(_ object: KubernetesObject) {
        let reference = ObjectReference(object)
        var object = object
        let old = objects[reference]
        object.json.set(old?.json.at("metadata", "resourceVersion"), at: "metadata", "resourceVersion")
        if let old, old == object { return }
        if let old, old.json["spec"] != object.json["spec"] {
            object.json.set(JSON(old.generation + 1), at: "metadata", "generation")
        }
        version += 1
        object.json.set(.string("\(version)"), at: "metadata", "resourceVersion")
        objects[reference] = object
    }

    mutating func edit(_ reference: ObjectReference, _ change: (inout KubernetesObject) -> Void) {
        guard var object = objects[reference] else { return }
        change(&object)
        put(object)
    }

    mutating func remove(_ reference: ObjectReference) {
        version += 1
        objects[reference] = nil
    }
}

// The requests that Evenkeel makes.
extension Cluster {
    static func refusal(_ code: Int, _ reason: String, _ message: String) -> Outcome {
        .refused(Status(code: code, reason: reason, message: message))
    }

    func read(_ reference: ObjectReference) -> Outcome {
        objects[reference].map { .done($0) } ?? Self.refusal(404, "NotFound", "\(reference.key) not found")
    }

    mutating func apply(_ patch: JSONPatch, to reference: ObjectReference, isDryRun: Bool) -> Outcome {
        guard var object = objects[reference] else {
            return Self.refusal(404, "NotFound", "\(reference.key) not found")
        }
        do {
            try object.json.apply(patch)
        } catch {
            return Self.refusal(422, "Invalid", "\(error)")
        }
        if !isDryRun { put(object) }
        return .done(isDryRun ? object : objects[reference])
    }

    /// The Eviction API, with the arithmetic of Kubernetes 1.33.
    mutating func evict(_ key: ObjectKey, uid: String, isDryRun: Bool) -> Outcome {
        let reference = ObjectReference(apiVersion: "v1", kind: "Pod", key: key)
        guard let object = objects[reference], let pod = Pod(object) else {
            return Self.refusal(404, "NotFound", "pod \(key) not found")
        }
        guard pod.uid == uid else { return Self.refusal(409, "Conflict", "the uid is another") }
        let budgets = all("PodDisruptionBudget").compactMap { DisruptionBudget($0) }
            .filter { $0.selector.matches(pod.labels) }
        guard budgets.count <= 1 else { return Self.refusal(500, "InternalError", "more than one budget") }
        if let budget = budgets.first, !Self.allows(budget, pod) {
            return .refused(
                Status(
                    code: 429, reason: "TooManyRequests",
                    message: "Cannot evict pod as it would violate the pod's disruption budget.",
                    retryAfterSeconds: 10))
        }
        if !isDryRun { remove(reference) }
        return .done(nil)
    }

    mutating func create(_ json: JSON, as reference: ObjectReference, isDryRun: Bool, now: Timestamp) -> Outcome {
        guard objects[reference] == nil else {
            return Self.refusal(409, "AlreadyExists", "\(reference.key) already exists")
        }
        let object = reference.object(json)
        return .done(isDryRun ? object : create(object, now: now))
    }

    mutating func delete(_ reference: ObjectReference, uid: String, isDryRun: Bool) -> Outcome {
        guard let object = objects[reference] else {
            return Self.refusal(404, "NotFound", "\(reference.key) not found")
        }
        guard object.uid == uid else { return Self.refusal(409, "Conflict", "the uid is another") }
        if !isDryRun { remove(reference) }
        return .done(nil)
    }

    private static func allows(_ budget: DisruptionBudget, _ pod: Pod) -> Bool {
        if pod.phase == "Pending" || budget.disruptionsAllowed > 0 { return true }
        guard !pod.isReady else { return false }
        return budget.unhealthyPodEvictionPolicy == .alwaysAllow
            || budget.desiredHealthy > 0 && budget.currentHealthy >= budget.desiredHealthy
    }
}

extension ObjectReference {
    init(_ object: KubernetesObject) {
        self.init(apiVersion: object.apiVersion, kind: object.kind, key: object.key)
    }

    static func deployment(_ name: String) -> ObjectReference {
        ObjectReference(apiVersion: "apps/v1", kind: "Deployment", key: ObjectKey(namespace: "shop", name: name))
    }

    static func pod(_ name: String) -> ObjectReference {
        ObjectReference(apiVersion: "v1", kind: "Pod", key: ObjectKey(namespace: "shop", name: name))
    }

    static func autoscaler(_ name: String) -> ObjectReference {
        ObjectReference(
            apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler",
            key: ObjectKey(namespace: "shop", name: name))
    }

    static func route(_ name: String) -> ObjectReference {
        ObjectReference(
            apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", key: ObjectKey(namespace: "shop", name: name)
        )
    }

    static func rollout(_ name: String) -> ObjectReference {
        ObjectReference(
            apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", key: ObjectKey(namespace: "shop", name: name))
    }

    static func budget(_ name: String) -> ObjectReference {
        ObjectReference(
            apiVersion: "policy/v1", kind: "PodDisruptionBudget", key: ObjectKey(namespace: "shop", name: name))
    }
}
