/// Joins the results of the pieces of a range query: samples of equal labels one after the other.
struct SeriesMerger {
    private(set) var result = QueryResult(kind: .matrix, series: [])
    private var positions: [[String: String]: Int] = [:]

    /// - Throws: where a range was not answered as one, or a piece has samples that belong into an earlier one.
    mutating func add(_ piece: QueryResult) throws(ResultParser.Failure) {
        guard piece.kind == .matrix else {
            throw .malformed("a range was asked for, and the answer is a \(piece.kind)")
        }
        for series in piece.series {
            if let position = positions[series.labels] {
                let last = result.series[position].samples.last?.time ?? -.infinity
                guard series.samples.first?.time ?? .infinity > last else {
                    throw .malformed("two series have the same labels and times")
                }
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
