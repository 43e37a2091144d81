import JSONValue
import KubernetesTypes

/// What controllers read from specs and statuses, with the API's defaults.
extension KubernetesObject {
    var spec: JSON { json["spec"] ?? .object([:]) }
    var status: JSON { json["status"] ?? .object([:]) }

    var replicas: Int { spec["replicas"]?.integerValue ?? 1 }
    var selector: LabelSelector { LabelSelector(json: spec["selector"] ?? .object([:])) }
    var minReadySeconds: Double { Double(spec["minReadySeconds"]?.integerValue ?? 0) }
    var observedGeneration: Int { count("observedGeneration") }

    /// A number of the status; absent means 0.
    func count(_ member: String) -> Int { status[member]?.integerValue ?? 0 }

    func ownerReference(apiVersion: String, kind: String) -> OwnerReference {
        OwnerReference(apiVersion: apiVersion, kind: kind, name: name, uid: uid, isController: true)
    }
}

extension JSON {
    /// An object without the members that are zero, as Go's `omitempty` writes it.
    static func counts(_ members: KeyValuePairs<String, Int>) -> JSON {
        .object(Dictionary(members.filter { $0.value != 0 }.map { ($0.key, JSON($0.value)) }, uniquingKeysWith: { $1 }))
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
