import Detection
import JSONValue
import KubernetesTypes
public import TimeSeries

/// One row of a series file.
public struct SeriesRow: Sendable {
    /// Counted from 1, the header included.
    public var line: Int
    /// As it was written.
    public var timestamp: String
    public var point: Sample
    /// `false` where the value is empty; `NaN` may also be written.
    public var hasValue: Bool
    /// What stands in the other columns.
    public var further: [String]
}

/// Reads a series with a header, row by row: epoch seconds or ISO 8601 (without an offset it is UTC), and a number.
///
/// Time and value are found by `SeriesColumns`; what other columns mean is the caller's. An empty value is read as NaN.
/// Anything else that is no number, and a time that is none, ends the reading with an error that names the line.
public struct SeriesReader: ~Copyable {
    /// The year 5138; what is later was meant in milliseconds.
    private static let latest = 1e11

    private let name: String
    private var lines: LineReader
    private var columns: SeriesColumns?
    /// The names of the other columns.
    public private(set) var furtherColumns: [String] = []

    /// - Parameter path: `-` is standard input.
    public init(path: String) throws(SeriesFileError) {
        name = path == "-" ? "standard input" : path
        do {
            lines = try LineReader(path: path)
        } catch {
            throw Self.unreadable(name)
        }
    }

    /// True when another row can be had without waiting for more input.
    public var hasBufferedLine: Bool { lines.hasBufferedLine }

    /// The next row; `nil` at the end.
    public mutating func next() throws(SeriesFileError) -> SeriesRow? {
        while let text = try nextLine() {
            if let columns {
                if !text.allSatisfy(\.isWhitespace) { return try row(text, columns) }
            } else {
                try readHeader(text)
            }
        }
        guard columns != nil else {
            throw failure(1, "the file is empty; a header and rows of timestamp,value are needed")
        }
        return nil
    }

    private mutating func nextLine() throws(SeriesFileError) -> String? {
        do {
            return try lines.next()
        } catch {
            switch error {
            case .tooLong:
                throw failure(lines.line + 1, "the line is longer than \(LineReader.maximumLineBytes) bytes")
            case .unreadable: throw Self.unreadable(name)
            }
        }
    }

    private static func unreadable(_ name: String) -> SeriesFileError {
        SeriesFileError(file: name, reason: "the file cannot be read; check the path and its permissions")
    }

    private func failure(_ line: Int, _ reason: String) -> SeriesFileError {
        SeriesFileError(file: name, line: line, reason: reason)
    }

    private mutating func readHeader(_ text: String) throws(SeriesFileError) {
        let fields = try fields(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        guard let columns = SeriesColumns(header: fields) else {
            throw failure(1, "a header such as timestamp,value is needed, separated by commas")
        }
        if Self.time(fields[columns.time]) != nil {
            throw failure(1, "the first line is a row; begin with a header such as timestamp,value")
        }
        self.columns = columns
        furtherColumns = columns.others(of: fields)
    }

    private func row(_ text: String, _ columns: SeriesColumns) throws(SeriesFileError) -> SeriesRow {
        let fields = try fields(text)
        guard fields.count > max(columns.time, columns.value) else {
            throw failure(lines.line, "a row needs timestamp,value, not \"\(text.cut(to: 60))\"")
        }
        let (timestamp, number) = (fields[columns.time], fields[columns.value])
        guard let value = number.isEmpty ? Double.nan : CSVLine.number(number) else {
            throw failure(lines.line, "\"\(number.cut(to: 40))\" is not a number")
        }
        return SeriesRow(
            line: lines.line, timestamp: timestamp, point: Sample(time: try seconds(timestamp), value: value),
            hasValue: !number.isEmpty, further: columns.others(of: fields))
    }

    private func seconds(_ text: String) throws(SeriesFileError) -> Double {
        guard let time = Double(text) ?? Self.time(text), time.isFinite else {
            throw failure(lines.line, "\"\(text.cut(to: 40))\" is neither epoch seconds nor ISO 8601")
        }
        guard time.magnitude < Self.latest else {
            throw failure(
                lines.line,
                "\(text.cut(to: 40)) is after the year 5000; write timestamps in seconds, not in milliseconds")
        }
        return time
    }

    private func fields(_ text: String) throws(SeriesFileError) -> [String] {
        guard let fields = CSVLine.fields(text) else {
            throw failure(max(1, lines.line), "a quotation mark is not closed in \"\(text.cut(to: 60))\"")
        }
        return fields
    }

    static func time(_ text: String) -> Double? { TimeText.time(text)?.secondsSince1970 }
}

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

/// What is wrong with a file of a series or of incidents, and in which line.
public struct SeriesFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public var file: String
    /// Counted from 1; `nil` where it is about the whole file.
    public var line: Int?
    public var reason: String

    public init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(reason)" }
}
