/// Columns for a terminal: as wide as they need to be, three spaces between them.
struct TextTable {
    private var rows: [[String]]

    init(_ header: String...) { rows = [header] }

    mutating func add(_ cells: String...) { rows.append(cells) }

    var lines: [String] {
        let widths = rows.first.map { header in
            header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        }
        return rows.map { row in
            var line = zip(row, widths ?? []).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "   ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
