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
