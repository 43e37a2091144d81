extension WorkloadModel {
    /// Prometheus' text format (version 0.0.4): one page for the whole cluster, as of the last `advance`. Scrape it with
    /// `honor_labels: true`, as every series brings its own `namespace` and `pod`.
    public func exposition() -> String {
        var page = ExpositionPage()
        tell(&page)
        return page.text
    }
}

/// Prints families and samples.
struct ExpositionPage: MetricVisitor {
    private(set) var text = ""
    private var name = ""

    mutating func family(_ name: String, _ type: String, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ suffix: String, _ labels: [MetricSample.Label], _ value: Double) {
        text += name
        text += suffix
        text += "{"
        for (index, label) in labels.enumerated() {
            if index > 0 { text += "," }
            text += label.name
            text += "=\""
            text += Self.escaped(label.value)
            text += "\""
        }
        text += "} "
        text += Self.number(value)
        text += "\n"
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 0x1p53 ? String(Int64(value)) : "\(value)"
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 == 0x0A }) else { return value }
        return String(
            value.flatMap { character -> [Character] in
                switch character {
                case "\"": ["\\", "\""]
                case "\\": ["\\", "\\"]
                case "\n": ["\\", "n"]
                default: [character]
                }
            })
    }
}
