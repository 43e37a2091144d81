/// Joins the results of the pieces of a range query: samples of equal labels one after the other.
struct SeriesMerger {
    private(set) var result = QueryResult(kind: .matrix, series: [])
    private var positions: [[String: String]: Int] = [:]

    mutating func add(_ piece: QueryResult) {
        for series in piece.series {
            if let position = positions[series.labels] {
                result.series[position].samples += series.samples
            } else {
                positions[series.labels] = result.series.count
                result.series.append(series)
            }
        }
        for warning in piece.warnings where !result.warnings.contains(warning) { result.warnings.append(warning) }
        for info in piece.infos where !result.infos.contains(info) { result.infos.append(info) }
    }
}
