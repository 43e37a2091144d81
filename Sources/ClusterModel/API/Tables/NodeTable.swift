import JSONValue

enum NodeTable {
    static let printer = TablePrinter(
        columns: [
            .name, .text("Status"), .text("Roles"), .age, .text("Version"), .wide("Internal-IP"), .wide("External-IP"),
            .wide("OS-Image"), .wide("Kernel-Version"), .wide("Container-Runtime"),
        ]
    ) { row in
        func info(_ member: String) -> String {
            let text = row.text("status", "nodeInfo", member)
            return text.isEmpty ? "<unknown>" : text
        }
        let architecture = row.text("status", "nodeInfo", "architecture")
        let kernel = info("kernelVersion") + (architecture.isEmpty ? "" : " (\(architecture))")
        return [
            .string(row.name), .string(status(row)), .string(roles(row)), row.age,
            .string(row.text("status", "nodeInfo", "kubeletVersion")), .string(address("InternalIP", row)),
            .string(address("ExternalIP", row)), .string(info("osImage")), .string(kernel),
            .string(info("containerRuntimeVersion")),
        ]
    }

    private static func status(_ row: TableRow) -> String {
        let ready = row.list("status", "conditions").first { $0["type"] == "Ready" }
        let word = ready.map { $0["status"] == "True" ? "Ready" : "NotReady" } ?? "Unknown"
        return row.object.at("spec", "unschedulable")?.boolValue == true ? "\(word),SchedulingDisabled" : word
    }

    private static func roles(_ row: TableRow) -> String {
        let prefix = "node-role.kubernetes.io/"
        let labels = row.object.at("metadata", "labels")?.objectValue ?? [:]
        let roles = labels.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ",")
    }

    private static func address(_ type: JSON, _ row: TableRow) -> String {
        row.list("status", "addresses").first { $0["type"] == type }?["address"]?.stringValue ?? "<none>"
    }
}
