/// A table that becomes a list of cards on a narrow screen.
struct PageTable {
    private let header: [String]
    private var rows: [[Markup]] = []
    /// Columns of numbers, which stand on the right.
    private let numbers: Set<Int>
    private let caption: String

    init(_ caption: String, _ header: [String], numbers: Set<Int> = []) {
        self.caption = caption
        self.header = header
        self.numbers = numbers
    }

    mutating func add(_ cells: [Markup]) { rows.append(cells) }

    var markup: Markup {
        let heads = header.indices.map { index -> Markup in
            "<th scope=\"col\"\(kind(index))>\(header[index])</th>"
        }
        let body = rows.map { cells -> Markup in
            let columns = cells.indices.map { index -> Markup in
                "<td\(kind(index)) data-name=\"\(header[index])\"><span>\(cells[index])</span></td>"
            }
            return "<tr>\(Markup(joining: columns, with: ""))</tr>"
        }
        return """
            <div class="panel scroll"><table class="cards" aria-label="\(caption)">
            <thead><tr>\(Markup(joining: heads, with: ""))</tr></thead>
            <tbody>
            \(Markup(joining: body))
            </tbody></table></div>
            """
    }

    private func kind(_ column: Int) -> Markup { numbers.contains(column) ? " class=\"num\"" : "" }
}
