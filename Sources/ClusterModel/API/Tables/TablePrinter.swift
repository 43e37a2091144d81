import JSONValue
import KubernetesTypes

/// Prints objects of one resource as rows.
struct TablePrinter: Sendable {
    let columns: [TableColumn]
    /// One cell a column, for an object in the version of the request.
    let cells: @Sendable (TableRow) -> [JSON]

    static func printer(for definition: ResourceDefinition) -> TablePrinter {
        if let custom = definition.custom { return CustomResourceTable.printer(custom) }
        return BuiltinTables.printers[definition.type.qualifiedName] ?? .plain
    }

    /// Name and age: what every object has.
    static let plain = TablePrinter(columns: [.name, TableColumn(name: "Created At", type: "date")]) { row in
        [.string(row.name), row.object.at("metadata", "creationTimestamp") ?? .null]
    }

    func table(
        _ objects: [JSON], metadata: JSON, _ context: RequestContext, now: Timestamp? = nil, withColumns: Bool = true
    ) -> JSON {
        let included = context.request.query("includeObject") ?? "Metadata"
        let rows: [JSON] = objects.map { object in
            let row = TableRow(object: object, now: now ?? context.now)
            var json: JSON = ["cells": .array(cells(row))]
            switch included {
            case "None": break
            case "Object": json["object"] = object
            default: json["object"] = ClusterModel.partialMetadata(object)
            }
            return json
        }
        return [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
            "columnDefinitions": withColumns ? .array(columns.map(\.json)) : .null, "rows": .array(rows),
        ]
    }
}

/// One column of a table, as `kubectl get` prints it.
struct TableColumn: Sendable {
    var name: String
    var type: String = "string"
    var format: String = ""
    var description: String = ""
    /// 0 is always shown, 1 with `-o wide`.
    var priority: Int = 0

    var json: JSON {
        [
            "name": .string(name), "type": .string(type), "format": .string(format),
            "description": .string(description), "priority": JSON(priority),
        ]
    }

    static let name = TableColumn(
        name: "Name", format: "name", description: "Name must be unique within a namespace.")
    static let age = TableColumn(name: "Age", description: "Time since the object was created.")

    static func wide(_ name: String, type: String = "string") -> TableColumn {
        TableColumn(name: name, type: type, priority: 1)
    }

    static func text(_ name: String) -> TableColumn { TableColumn(name: name) }
    static func integer(_ name: String) -> TableColumn { TableColumn(name: name, type: "integer") }
}

/// An object with what its cells need.
struct TableRow: Sendable {
    let object: JSON
    let now: Timestamp

    var name: String { object.at("metadata", "name")?.stringValue ?? "" }
    var age: JSON { .string(age(object.at("metadata", "creationTimestamp"))) }

    func text(_ path: String...) -> String { object.at(path)?.stringValue ?? "" }
    func count(_ path: String...) -> Int { object.at(path)?.integerValue ?? 0 }
    func list(_ path: String...) -> [JSON] { object.at(path)?.arrayValue ?? [] }

    /// `<unknown>` where there is no time.
    func age(_ time: JSON?) -> String {
        guard let time = time?.stringValue.flatMap({ Timestamp($0) }) else { return "<unknown>" }
        return HumanDuration.text(now - time)
    }

    /// A label selector as text, `<none>` where it is empty.
    func selector(_ path: String...) -> String {
        let text = LabelSelector(json: object.at(path) ?? [:]).description
        return text.isEmpty ? "<none>" : text
    }

    /// Names and images of the containers of a template.
    func containers(_ path: String...) -> [JSON] {
        let containers = object.at(path)?.arrayValue ?? []
        return ["name", "image"].map { member in
            .string(containers.compactMap { $0[member]?.stringValue }.joined(separator: ","))
        }
    }

    /// Three at most, then how many more.
    static func listed(_ values: [String], _ none: String) -> String {
        if values.isEmpty { return none }
        let shown = values.prefix(3).joined(separator: ",")
        return values.count > 3 ? "\(shown) + \(values.count - 3) more..." : shown
    }
}

/// Durations as kubectl shows them: `90s`, `5m30s`, `3h`, `4d2h`.
enum HumanDuration {
    /// - Parameter seconds: two seconds before the start still count as none, more are `<invalid>`.
    static func text(_ seconds: Double) -> String {
        if seconds < -2 { return "<invalid>" }
        let seconds = Int(max(0, seconds))
        if seconds < 120 { return "\(seconds)s" }
        let minutes = seconds / 60
        if minutes < 10 { return pair(minutes, "m", seconds % 60, "s") }
        if minutes < 180 { return "\(minutes)m" }
        let hours = minutes / 60
        if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        let days = hours / 24
        if hours < 192 { return pair(days, "d", hours % 24, "h") }
        if hours < 365 * 48 { return "\(days)d" }
        let years = days / 365
        return hours < 365 * 192 ? pair(years, "y", days % 365, "d") : "\(years)y"
    }

    private static func pair(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String) -> String {
        small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
    }
}
