import JSONValue

/// Autoscalers of both versions.
enum AutoscalerTable {
    static let printer = TablePrinter(
        columns: [
            .name, .text("Reference"), .text("Targets"), .text("MinPods"), .text("MaxPods"), .text("Replicas"), .age,
        ]
    ) { row in
        let minimum = row.object.at("spec", "minReplicas")?.integerValue
        return [
            .string(row.name),
            .string("\(row.text("spec", "scaleTargetRef", "kind"))/\(row.text("spec", "scaleTargetRef", "name"))"),
            .string(targets(row)), .string(minimum.map { "\($0)" } ?? "<unset>"),
            JSON(row.count("spec", "maxReplicas")),
            JSON(row.count("status", "currentReplicas")), row.age,
        ]
    }

    private static func targets(_ row: TableRow) -> String {
        if let target = row.object.at("spec", "targetCPUUtilizationPercentage")?.integerValue {
            let current = row.object.at("status", "currentCPUUtilizationPercentage")?.integerValue
            return "cpu: \(current.map { "\($0)%" } ?? "<unknown>")/\(target)%"
        }
        let specs = row.list("spec", "metrics")
        let statuses = row.list("status", "currentMetrics")
        let texts = specs.enumerated().map { index, spec in
            text(spec, statuses.indices.contains(index) ? statuses[index] : [:])
        }
        if texts.isEmpty { return "<none>" }
        let shown = texts.prefix(2).joined(separator: ", ")
        return texts.count > 2 ? "\(shown) + \(texts.count - 2) more..." : shown
    }

    private static func text(_ spec: JSON, _ status: JSON) -> String {
        let type = spec["type"]?.stringValue ?? ""
        let member = type.prefix(1).lowercased() + type.dropFirst()
        let target = spec.at(member, "target") ?? [:]
        let current = status.at(member, "current") ?? [:]
        let name = type.hasSuffix("esource") ? "\(spec.at(member, "name")?.stringValue ?? ""): " : ""
        func shown(_ value: JSON?) -> String { value.map { $0.stringValue ?? $0.serializedString } ?? "<unknown>" }
        if let average = target["averageValue"] {
            let suffix = type == "External" || type == "Object" ? " (avg)" : ""
            return "\(name)\(shown(current["averageValue"]))/\(shown(average))\(suffix)"
        }
        if let utilization = target["averageUtilization"]?.integerValue {
            let now = current["averageUtilization"]?.integerValue.map { "\($0)%" } ?? "<unknown>"
            return "\(name)\(now)/\(utilization)%"
        }
        return name.isEmpty ? "\(shown(current["value"]))/\(shown(target["value"]))" : "\(name)<unknown>/<auto>"
    }
}
