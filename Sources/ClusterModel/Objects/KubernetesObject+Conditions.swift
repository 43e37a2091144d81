import JSONValue
import KubernetesTypes

/// One of `status.conditions`, of any kind of object.
struct StatusCondition: Sendable, Hashable {
    var type: String
    var status: String
    var reason: String?
    var message: String?
    var lastTransitionTime: Timestamp?
    /// Deployments only.
    var lastUpdateTime: Timestamp?
    var observedGeneration: Int?

    var isTrue: Bool { status == "True" }
}

extension StatusCondition {
    init?(_ json: JSON) {
        guard let type = json["type"]?.stringValue, let status = json["status"]?.stringValue else { return nil }
        self.init(
            type: type, status: status, reason: json["reason"]?.stringValue, message: json["message"]?.stringValue,
            lastTransitionTime: json["lastTransitionTime"]?.stringValue.flatMap { Timestamp($0) },
            lastUpdateTime: json["lastUpdateTime"]?.stringValue.flatMap { Timestamp($0) },
            observedGeneration: json["observedGeneration"]?.integerValue)
    }

    var json: JSON {
        var json: JSON = ["type": .string(type), "status": .string(status)]
        json["reason"] = reason.map(JSON.string)
        json["message"] = message.map(JSON.string)
        json["lastTransitionTime"] = lastTransitionTime.map { .string("\($0)") }
        json["lastUpdateTime"] = lastUpdateTime.map { .string("\($0)") }
        json["observedGeneration"] = observedGeneration.map { JSON($0) }
        return json
    }
}

extension StatusCondition {
    /// With the member that conditions of pods have, and never a value.
    var podJSON: JSON {
        var json = json
        json["lastProbeTime"] = .null
        return json
    }
}

extension KubernetesObject {
    var conditions: [StatusCondition] { status["conditions"]?.arrayValue?.compactMap { StatusCondition($0) } ?? [] }

    func condition(_ type: String) -> StatusCondition? {
        guard let elements = status["conditions"]?.arrayValue else { return nil }
        return elements.first { $0["type"]?.stringValue == type }.flatMap { StatusCondition($0) }
    }
}

extension [StatusCondition] {
    subscript(type: String) -> StatusCondition? { first { $0.type == type } }

    var json: JSON { .array(map(\.json)) }

    /// In place of the one of the same type, keeping the time of the last transition where the status stays.
    mutating func set(_ condition: StatusCondition) {
        guard let index = firstIndex(where: { $0.type == condition.type }) else { return append(condition) }
        var condition = condition
        if self[index].status == condition.status { condition.lastTransitionTime = self[index].lastTransitionTime }
        self[index] = condition
    }
}
