import JSONValue
import KubernetesTypes

/// Between the version that an object is stored in and the one that a request speaks.
enum Conversion {
    /// The stored object as a client of `definition` sees it.
    static func present(_ object: JSON, as definition: ResourceDefinition) -> JSON {
        var object = object
        if definition.type.group.isEmpty, definition.type.plural == "events" { EventConversion.toCore(&object) }
        if definition.type == autoscalerV1 { AutoscalerConversion.toV1(&object) }
        object["apiVersion"] = .string(definition.groupVersion)
        object["kind"] = .string(definition.type.kind)
        return object
    }

    /// An object of a request as it is stored.
    static func store(_ object: JSON, from definition: ResourceDefinition) -> JSON {
        var object = object
        if definition.type.group.isEmpty, definition.type.plural == "events" { EventConversion.fromCore(&object) }
        if definition.type == autoscalerV1 { AutoscalerConversion.fromV1(&object) }
        object["apiVersion"] = .string(definition.storageType.apiVersion)
        object["kind"] = .string(definition.storageType.kind)
        return object
    }

    private static let autoscalerV1 = ResourceType(
        group: "autoscaling", version: "v1", kind: "HorizontalPodAutoscaler", plural: "horizontalpodautoscalers")
}

/// Events are two views on one object: `v1` and `events.k8s.io/v1`, which is how they are stored.
enum EventConversion {
    private static let names = [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ]

    static func toCore(_ event: inout JSON) {
        for (core, current) in names { move(current, to: core, in: &event) }
        for member in ["eventTime", "firstTimestamp", "lastTimestamp"] where event[member] == nil {
            event[member] = .null
        }
        for member in ["reportingComponent", "reportingInstance"] where event[member] == nil { event[member] = "" }
        if event["source"] == nil { event["source"] = [:] }
        if event["involvedObject"] == nil { event["involvedObject"] = [:] }
    }

    static func fromCore(_ event: inout JSON) {
        for (core, current) in names { move(core, to: current, in: &event) }
    }

    private static func move(_ from: String, to: String, in event: inout JSON) {
        guard let value = event[from] else { return }
        event[from] = nil
        event[to] = value
    }
}

/// `autoscaling/v1` knows one metric only: the share of the requested CPU.
enum AutoscalerConversion {
    static func toV1(_ autoscaler: inout JSON) {
        let metrics = autoscaler.at("spec", "metrics")?.arrayValue ?? []
        let cpu = metrics.first { $0.at("resource", "name") == "cpu" }
        let target = cpu?.at("resource", "target", "averageUtilization")
        autoscaler.set(target, at: "spec", "targetCPUUtilizationPercentage")
        autoscaler.set(nil, at: "spec", "metrics")
        autoscaler.set(nil, at: "spec", "behavior")
        let current = autoscaler.at("status", "currentMetrics")?.arrayValue?.first {
            $0.at("resource", "name") == "cpu"
        }
        guard autoscaler["status"] != nil else { return }
        autoscaler.set(
            current?.at("resource", "current", "averageUtilization"), at: "status", "currentCPUUtilizationPercentage")
        autoscaler.set(nil, at: "status", "currentMetrics")
        autoscaler.set(nil, at: "status", "conditions")
    }

    static func fromV1(_ autoscaler: inout JSON) {
        guard let target = autoscaler.at("spec", "targetCPUUtilizationPercentage") else { return }
        autoscaler.set(nil, at: "spec", "targetCPUUtilizationPercentage")
        let metric: JSON = [
            "type": "Resource",
            "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": target]],
        ]
        autoscaler.set([metric], at: "spec", "metrics")
    }
}
