import JSONValue
import KubernetesTypes

/// What controllers read from specs and statuses, with the API's defaults.
extension KubernetesObject {
    var spec: JSON { json["spec"] ?? .object([:]) }
    var status: JSON { json["status"] ?? .object([:]) }

    var replicas: Int { max(0, (spec["replicas"]?.integerValue ?? 1).bounded) }
    var selector: LabelSelector { LabelSelector(json: spec["selector"] ?? .object([:])) }
    var minReadySeconds: Double { Double((spec["minReadySeconds"]?.integerValue ?? 0).bounded) }
    var observedGeneration: Int { count("observedGeneration") }

    /// A number of the status; absent means 0.
    func count(_ member: String) -> Int { (status[member]?.integerValue ?? 0).bounded }

    func ownerReference(apiVersion: String, kind: String) -> OwnerReference {
        OwnerReference(apiVersion: apiVersion, kind: kind, name: name, uid: uid, isController: true)
    }
}

extension JSON {
    /// An object without the members that are zero, as Go's `omitempty` writes it.
    static func counts(_ members: KeyValuePairs<String, Int>) -> JSON {
        .object(JSONObject(members.filter { $0.value != 0 }.map { ($0.key, JSON($0.value)) }))
    }

    /// Without members that are null: absent and null mean the same in the Kubernetes API.
    var withoutNulls: JSON {
        switch self {
        case .object(let members): .object(members.filter { !$0.value.isNull }.mapValues(\.withoutNulls))
        case .array(let elements): .array(elements.map(\.withoutNulls))
        default: self
        }
    }
}

extension Int {
    /// Within 32 bits, which is all that the Kubernetes API takes: whatever somebody writes, no sum overflows.
    var bounded: Int { Swift.min(Swift.max(self, -Int(Int32.max)), Int(Int32.max)) }
}

extension IntOrString {
    /// A count within 32 bits, or at most a hundred times everything.
    var bounded: IntOrString {
        switch self {
        case .count(let count): .count(count.bounded)
        case .percent(let percent): .percent(Swift.min(percent, 10_000))
        }
    }
}
