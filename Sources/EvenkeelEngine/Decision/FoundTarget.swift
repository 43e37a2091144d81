import EvenkeelAPI
import JSONValue
import KubernetesTypes

/// Of the object that was changed, as much as says whether the change is there, or the state before it.
struct FoundTarget: Sendable, Hashable, Codable {
    var uid: String
    /// The values at the plan's paths; `null` where there is none.
    var fields: [String: JSON]

    init(_ object: KubernetesObject, _ plan: Plan) {
        uid = object.uid
        let values = plan.changes.map { change in
            (change.path, JSONPointer(change.path).flatMap { object.json[$0] } ?? .null)
        }
        fields = Dictionary(values, uniquingKeysWith: { first, _ in first })
    }

    /// Whether the fields hold what the plan recorded before (`forth`) or what it set (`back`).
    func fits(_ plan: Plan, _ direction: Plan.Direction) -> Bool {
        plan.changes.allSatisfy { change in
            fields[change.path] == (direction == .apply ? change.from : change.to) ?? .null
        }
    }
}
