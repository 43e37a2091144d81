/// Where in a row the time and the value are, by the names in the header: `timestamp` (or `time`, `date`, `ts`) and
/// `value`, in any order and in any case. A name that is missing means the first column that is left.
struct SeriesColumns: Equatable {
    var time: Int
    var value: Int

    init?(header: [String]) {
        guard header.count >= 2 else { return nil }
        let names = header.map { $0.lowercased() }
        let time = names.firstIndex { ["timestamp", "time", "date", "ts"].contains($0) }
        let value = names.firstIndex(of: "value")
        self.time = time ?? (value == 0 ? 1 : 0)
        self.value = value ?? (self.time == 0 ? 1 : 0)
    }

    /// What is in neither of the two columns.
    func others(of fields: [String]) -> [String] {
        fields.indices.filter { $0 != time && $0 != value }.map { fields[$0] }
    }
}
