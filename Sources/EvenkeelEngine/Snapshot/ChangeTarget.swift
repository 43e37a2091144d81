public import EvenkeelAPI
public import JSONValue
import KubernetesTypes

/// An object that a plan may change: what is needed to do so, and to see afterwards whether it was done.
public struct ChangeTarget: Sendable, Hashable, Codable {
    public var object: ChangedObject
    public var resourceVersion: String
    public var hasAnnotations: Bool
    /// `nil` where the kind has none.
    public var generation: Int?
    /// The uid of the Remediation that changed it last.
    public var lastRemediation: String?
    public var ownership: Ownership
    /// The fields that plans change, at their places in the object.
    public var fields: JSON

    init(_ object: KubernetesObject, fields: JSON) {
        self.object = ChangedObject(
            apiVersion: object.apiVersion, kind: object.kind, name: object.name, uid: object.uid)
        resourceVersion = object.resourceVersion
        hasAnnotations = object.json.at("metadata", "annotations")?.objectValue != nil
        generation = object.json.at("metadata", "generation")?.integerValue
        lastRemediation = object.annotations[EvenkeelAPIGroup.Annotation.lastRemediation]
        ownership = Ownership(object)
        self.fields = fields
    }

    init(
        _ object: ChangedObject, resourceVersion: String, hasAnnotations: Bool, generation: Int?,
        lastRemediation: String?, ownership: Ownership, fields: JSON
    ) {
        self.object = object
        self.resourceVersion = resourceVersion
        self.hasAnnotations = hasAnnotations
        self.generation = generation
        self.lastRemediation = lastRemediation
        self.ownership = ownership
        self.fields = fields
    }
}

extension Workload {
    var changeTarget: ChangeTarget {
        ChangeTarget(
            changedObject, resourceVersion: resourceVersion, hasAnnotations: hasAnnotations,
            generation: generation > 0 ? generation : nil,
            lastRemediation: annotations[EvenkeelAPIGroup.Annotation.lastRemediation], ownership: ownership,
            fields: fields)
    }
}

extension TargetSnapshot {
    /// Everything that a plan for this target may change.
    var changeTargets: [ChangeTarget] {
        [workload?.changeTarget].compactMap(\.self) + autoscalers.map(\.changeTarget)
            + scaledObjects.map(\.changeTarget)
            + canaries.map(\.changeTarget) + routes.map(\.changeTarget)
    }

    func changeTarget(_ object: ChangedObject) -> ChangeTarget? { changeTargets.first { $0.object.uid == object.uid } }
}
