import JSONValue

/// The columns that a CustomResourceDefinition asks for.
enum CustomResourceTable {
    static func printer(_ custom: CustomResource) -> TablePrinter {
        guard !custom.printerColumns.isEmpty else {
            return TablePrinter(columns: [.name, .age]) { row in [.string(row.name), row.age] }
        }
        let columns = custom.printerColumns
        let definitions = columns.map { column in
            TableColumn(
                name: column.name, type: column.type, format: column.format, description: column.description,
                priority: column.priority)
        }
        return TablePrinter(columns: [.name] + definitions) { row in
            [.string(row.name)] + columns.map { cell($0, row) }
        }
    }

    private static func cell(_ column: PrinterColumn, _ row: TableRow) -> JSON {
        guard let value = column.path.values(in: row.object).first, !value.isNull else { return .null }
        switch column.type {
        case "date": return value.stringValue == nil ? "<invalid>" : .string(row.age(value))
        case "integer": return value.integerValue.map { JSON($0) } ?? .null
        case "number": return value.doubleValue.map(JSON.number) ?? .null
        case "boolean": return value.boolValue.map(JSON.bool) ?? .null
        default: return .string(value.stringValue ?? value.serializedString)
        }
    }
}
