import JSONValue

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
