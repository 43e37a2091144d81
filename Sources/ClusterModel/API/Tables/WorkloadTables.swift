import JSONValue
import KubernetesTypes

/// Deployments and the other kinds that make pods.
enum WorkloadTables {
    private static let templateColumns: [TableColumn] = [.wide("Containers"), .wide("Images"), .wide("Selector")]

    static let deployments = TablePrinter(
        columns: [.name, .text("Ready"), .text("Up-to-date"), .text("Available"), .age] + templateColumns
    ) { row in
        let ready: [JSON] = [.string("\(row.count("status", "readyReplicas"))/\(row.count("spec", "replicas"))")]
        return [.string(row.name)] + ready
            + [JSON(row.count("status", "updatedReplicas")), JSON(row.count("status", "availableReplicas")), row.age]
            + row.containers("spec", "template", "spec", "containers") + [.string(row.selector("spec", "selector"))]
    }

    static let replicaSets = TablePrinter(
        columns: [.name, .integer("Desired"), .integer("Current"), .integer("Ready"), .age] + templateColumns
    ) { row in
        [
            .string(row.name), JSON(row.count("spec", "replicas")), JSON(row.count("status", "replicas")),
            JSON(row.count("status", "readyReplicas")), row.age,
        ] + row.containers("spec", "template", "spec", "containers") + [.string(row.selector("spec", "selector"))]
    }

    static let statefulSets = TablePrinter(
        columns: [.name, .text("Ready"), .age, .wide("Containers"), .wide("Images")]
    ) { row in
        [
            .string(row.name),
            .string("\(row.count("status", "readyReplicas"))/\(row.count("spec", "replicas"))"), row.age,
        ] + row.containers("spec", "template", "spec", "containers")
    }

    static let daemonSets = TablePrinter(
        columns: [
            .name, .integer("Desired"), .integer("Current"), .integer("Ready"), .integer("Up-to-date"),
            .integer("Available"), .text("Node Selector"), .age,
        ] + templateColumns
    ) { row in
        let nodes = row.object.at("spec", "template", "spec", "nodeSelector")?.stringDictionary ?? [:]
        let selector = LabelSelector(matchLabels: nodes).description
        let counts = [
            "desiredNumberScheduled", "currentNumberScheduled", "numberReady", "updatedNumberScheduled",
            "numberAvailable",
        ]
        return [.string(row.name)] + counts.map { JSON(row.count("status", $0)) }
            + [.string(selector.isEmpty ? "<none>" : selector), row.age]
            + row.containers("spec", "template", "spec", "containers") + [.string(row.selector("spec", "selector"))]
    }

    static let jobs = TablePrinter(
        columns: [.name, .text("Status"), .text("Completions"), .text("Duration"), .age] + templateColumns
    ) { row in
        let conditions = row.list("status", "conditions").filter { $0["status"] == "True" }
        func has(_ type: JSON) -> Bool { conditions.contains { $0["type"] == type } }
        let status =
            has("Complete") ? "Complete" : has("Failed") ? "Failed" : has("Suspended") ? "Suspended" : "Running"
        let start = row.object.at("status", "startTime")?.stringValue.flatMap { Timestamp($0) }
        let end = row.object.at("status", "completionTime")?.stringValue.flatMap { Timestamp($0) } ?? row.now
        return [
            .string(row.name), .string(status),
            .string("\(row.count("status", "succeeded"))/\(row.object.at("spec", "completions")?.integerValue ?? 1)"),
            .string(start.map { HumanDuration.text(end - $0) } ?? ""), row.age,
        ] + row.containers("spec", "template", "spec", "containers") + [.string(row.selector("spec", "selector"))]
    }

    static let cronJobs = TablePrinter(
        columns: [
            .name, .text("Schedule"), .text("Timezone"), TableColumn(name: "Suspend", type: "boolean"),
            .integer("Active"), .text("Last Schedule"), .age,
        ] + templateColumns
    ) { row in
        let last = row.object.at("status", "lastScheduleTime")
        let zone = row.text("spec", "timeZone")
        return [
            .string(row.name), .string(row.text("spec", "schedule")), .string(zone.isEmpty ? "<none>" : zone),
            row.object.at("spec", "suspend") ?? false, JSON(row.list("status", "active").count),
            .string(last.map { row.age($0) } ?? "<none>"), row.age,
        ] + row.containers("spec", "jobTemplate", "spec", "template", "spec", "containers") + ["<none>"]
    }
}
