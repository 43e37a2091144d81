import Detection
import EvenkeelEngine
import TimeSeries

/// A CSV file in memory: its series, each ascending in time.
struct SeriesFile: Sendable {
    /// A month of one-second rows and more.
    static let maximumRows = 5_000_000
    /// More series than this are a mistake, whatever the query.
    static let maximumSeries = 1_000

    struct Column: Sendable {
        var labels: [String: String]
        var times: [Double] = []
        var values: [Double] = []
        /// Where the last search ended: evaluations come in the order of time.
        var cursor = 0
    }

    let path: String
    var columns: [Column] = []
    /// Rows without a value, which are left out, and the first one's line.
    private(set) var missing = (count: 0, line: 0)
    private var positions: [[String]: Int] = [:]

    init(path: String) throws(SeriesFileError) {
        self.path = path
        var reader = try SeriesReader(path: path)
        var count = 0
        while let row = try reader.next() {
            count += 1
            guard count <= Self.maximumRows else {
                throw fail(row.line, "more than \(Self.maximumRows) rows; reduce the file to the time range")
            }
            try take(row, names: reader.furtherColumns)
        }
        guard count > 0 else { throw fail(nil, "the file has a header but no row") }
    }

    private mutating func take(_ row: SeriesRow, names: [String]) throws(SeriesFileError) {
        let labels = Array(row.further.prefix(names.count))
        let position = try position(of: labels, names: names, line: row.line)
        if let last = columns[position].times.last, row.point.time <= last {
            let what = row.point.time == last ? "has the time of" : "is older than"
            throw fail(row.line, "the row \(what) a row before it; sort the file and leave one row for each time")
        }
        guard row.hasValue else {
            if missing.count == 0 { missing.line = row.line }
            missing.count += 1
            return
        }
        columns[position].times.append(row.point.time)
        columns[position].values.append(row.point.value)
    }

    /// Rows with the same labels are one series.
    private mutating func position(
        of labels: [String], names: [String], line: Int
    ) throws(SeriesFileError) -> Int {
        if let position = positions[labels] { return position }
        guard columns.count < Self.maximumSeries else {
            throw fail(line, "more than \(Self.maximumSeries) series; columns after the value are labels")
        }
        let pairs = zip(names, labels).filter { !$0.1.isEmpty }
        columns.append(Column(labels: Dictionary(pairs, uniquingKeysWith: { $1 })))
        positions[labels] = columns.count - 1
        return columns.count - 1
    }

    private func fail(_ line: Int?, _ reason: String) -> SeriesFileError {
        SeriesFileError(file: path, line: line, reason: reason)
    }
}

extension SeriesFile {
    /// The newest row at or before the time, of each series that has one; with the row's own time, so that an old one
    /// is seen to be old.
    mutating func newest(at time: Double) -> [Series] {
        columns.indices.compactMap { index in
            let position = columns[index].count(upTo: time) - 1
            guard position >= 0 else { return nil }
            return Series(
                labels: columns[index].labels,
                samples: [.init(time: columns[index].times[position], value: columns[index].values[position])])
        }
    }

    /// The rows after `start`, up to `end`.
    mutating func samples(from start: Double, to end: Double) -> [Series] {
        columns.indices.compactMap { index in
            let (first, last) = (columns[index].count(upTo: start), columns[index].count(upTo: end))
            guard first < last else { return nil }
            return Series(
                labels: columns[index].labels,
                samples: (first..<last).map { .init(time: columns[index].times[$0], value: columns[index].values[$0]) })
        }
    }

    /// One point for each step from `start` to `end`: the newest row in the step that ends there. A step without a row
    /// has no point.
    mutating func points(from start: Double, to end: Double, step: Double) -> [Series] {
        columns.indices.compactMap { index in
            let samples = columns[index].points(from: start, to: end, step: step)
            return samples.isEmpty ? nil : Series(labels: columns[index].labels, samples: samples)
        }
    }
}

extension SeriesFile.Column {
    /// The number of rows up to the time. The start of a window is after the end of the previous one.
    fileprivate mutating func count(upTo time: Double) -> Int {
        if cursor > 0, times[cursor - 1] > time { cursor = firstRow(after: time, before: cursor) }
        while cursor < times.count, times[cursor] <= time { cursor += 1 }
        return cursor
    }

    private func firstRow(after time: Double, before end: Int) -> Int {
        var (low, high) = (0, end)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] > time { high = middle } else { low = middle + 1 }
        }
        return low
    }

    fileprivate mutating func points(from start: Double, to end: Double, step: Double) -> [Sample] {
        var samples: [Sample] = []
        var count = count(upTo: start - step)
        let steps = Int(((end - start) / step + 1e-9).rounded(.down))
        for index in 0...max(0, steps) {
            let time = start + Double(index) * step
            let before = count
            count = self.count(upTo: time)
            if count > before { samples.append(.init(time: time, value: values[count - 1])) }
        }
        return samples
    }
}
