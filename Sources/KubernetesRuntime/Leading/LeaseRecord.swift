internal import JSONValue
internal import KubernetesTypes

/// The part of a Lease that an election is about.
struct LeaseRecord: Sendable, Hashable {
    /// `nil` or empty where nobody holds it.
    var holder: String?
    var duration: Duration
    var acquiredAt: Timestamp?
    var renewedAt: Timestamp?
    /// Grows with every change of hands: the fencing token.
    var transitions: Int

    init(holder: String?, duration: Duration, acquiredAt: Timestamp?, renewedAt: Timestamp?, transitions: Int) {
        self.holder = holder
        self.duration = duration
        self.acquiredAt = acquiredAt
        self.renewedAt = renewedAt
        self.transitions = transitions
    }

    init(_ object: KubernetesObject) {
        let spec = object.json["spec"] ?? .null
        holder = spec["holderIdentity"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        // A nonsensical duration must neither lock everybody out for ever nor let two in.
        duration = .seconds(min(max(spec["leaseDurationSeconds"]?.integerValue ?? 15, 1), 3600))
        acquiredAt = spec["acquireTime"]?.stringValue.flatMap { Timestamp($0) }
        renewedAt = spec["renewTime"]?.stringValue.flatMap { Timestamp($0) }
        // As many as the API can hold, so that one more can be counted.
        transitions = min(max(spec["leaseTransitions"]?.integerValue ?? 0, 0), Int(Int32.max))
    }

    var json: JSON {
        var json: JSON = [
            "holderIdentity": .string(holder ?? ""), "leaseDurationSeconds": .integer(duration.components.seconds),
            "leaseTransitions": JSON(transitions),
        ]
        json["acquireTime"] = acquiredAt.map { .string($0.microTime) }
        json["renewTime"] = renewedAt.map { .string($0.microTime) }
        return json
    }
}
