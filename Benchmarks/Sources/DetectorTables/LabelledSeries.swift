import Foundation

struct SeriesPoint {
    /// As it is written in the file.
    var time: String
    var value: String
    var isLabelled = false
}

/// A series whose points are labelled, in the order of time.
struct LabelledSeries {
    var name: String
    var points: [SeriesPoint]

    static func all(in folder: String) throws -> [LabelledSeries] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".csv.gz") }.sorted()
        let series = try names.map { LabelledSeries(name: $0, points: try SeriesPoint.read("\(folder)/\($0)")) }
        guard !series.isEmpty else { throw RunFailure("\(folder) holds no .csv and no .csv.gz") }
        return series
    }
}

extension SeriesPoint {
    /// `timestamp,value[,label]` after a header; numeric times are sorted, as the KPI set needs it.
    static func read(_ path: String) throws -> [SeriesPoint] {
        let data =
            path.hasSuffix(".gz")
            ? try Child.run("gzip", ["-dc", path]) : try Data(contentsOf: URL(fileURLWithPath: path))
        let points = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().map { row in
            let fields = row.split(separator: ",", omittingEmptySubsequences: false)
            return SeriesPoint(
                time: String(fields[0]), value: fields.count > 1 ? String(fields[1]) : "",
                isLabelled: fields.count > 2 && (Double(fields[2]) ?? 0) > 0)
        }
        let times = points.map { Double($0.time) }
        guard times.allSatisfy({ $0 != nil }) else { return points }
        return points.indices.sorted { (times[$0] ?? 0, $0) < (times[$1] ?? 0, $1) }.map { points[$0] }
    }
}
