public import Detection
import KubernetesTypes

#if canImport(Glibc)
    import Glibc
#endif

/// One row of a series file.
public struct SeriesRow: Sendable {
    /// Counted from 1, the header included.
    public var line: Int
    /// As it was written.
    public var timestamp: String
    public var point: Point
    /// `false` where the value is empty; `NaN` may also be written.
    public var hasValue: Bool
    /// What stands in the columns after the value.
    public var further: [String]
}

/// Reads `timestamp,value` with a header, row by row: epoch seconds or ISO 8601 (without an offset it is UTC). What
/// further columns mean is the caller's. An empty value is read as NaN.
public struct SeriesReader: ~Copyable {
    static let maximumLineBytes = 4096

    private let descriptor: Int32
    private let name: String
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var line = 0
    /// The names of the columns after the value.
    public private(set) var furtherColumns: [String] = []

    /// - Parameter path: `-` is standard input.
    public init(path: String) throws(SeriesFileError) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? 0 : open(path, O_RDONLY)
        guard descriptor >= 0 else {
            throw SeriesFileError(file: path, reason: "the file cannot be read; check the path and its permissions")
        }
    }

    deinit { if descriptor > 0 { close(descriptor) } }

    /// The next row; `nil` at the end.
    public mutating func next() throws(SeriesFileError) -> SeriesRow? {
        while let text = try nextLine() {
            line += 1
            if line == 1 {
                try checkHeader(text)
            } else if !text.allSatisfy(\.isWhitespace) {
                return try row(text)
            }
        }
        guard line > 0 else { throw failure(1, "the file is empty; a header and rows of timestamp,value are needed") }
        return nil
    }

    /// True when another row can be had without waiting for more input.
    public var hasBufferedLine: Bool { buffer[start...].contains(UInt8(ascii: "\n")) }

    private func failure(_ line: Int, _ reason: String) -> SeriesFileError {
        SeriesFileError(file: name, line: line, reason: reason)
    }

    private mutating func checkHeader(_ text: String) throws(SeriesFileError) {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count >= 2 else { throw failure(1, "a header such as timestamp,value is needed") }
        if Self.time(fields[0].description) != nil {
            throw failure(1, "the first line is a row; begin with a header such as timestamp,value")
        }
        furtherColumns = fields.dropFirst(2).map { Self.trimmed($0) }
    }

    private func row(_ text: String) throws(SeriesFileError) -> SeriesRow {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false).map { Self.trimmed($0) }
        guard fields.count >= 2 else { throw failure(line, "a row needs timestamp,value, not \"\(text.prefix(60))\"") }
        guard let time = Self.time(fields[0]) else {
            throw failure(line, "\"\(fields[0].prefix(40))\" is neither epoch seconds nor ISO 8601")
        }
        let value = fields[1].isEmpty ? Double.nan : Double(fields[1])
        guard let value else { throw failure(line, "\"\(fields[1].prefix(40))\" is not a number") }
        return SeriesRow(
            line: line, timestamp: fields[0], point: Point(time: time, value: value),
            hasValue: !fields[1].isEmpty, further: Array(fields.dropFirst(2)))
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        String(
            String(text).trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace)
                .reversed())
    }

    static func time(_ text: String) -> Double? { TimeText.time(text)?.secondsSince1970 }

    private mutating func nextLine() throws(SeriesFileError) -> String? {
        while true {
            if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Self.text(buffer[start..<end])
            }
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Self.text(buffer[start...])
            }
            guard buffer.count - start <= Self.maximumLineBytes else {
                throw failure(line + 1, "the line is longer than \(Self.maximumLineBytes) bytes")
            }
            fill()
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }

    private mutating func fill() {
        buffer.removeSubrange(..<start)
        start = 0
        let capacity = 65_536
        let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            count = max(0, read(descriptor, target.baseAddress, capacity))
        }
        if chunk.isEmpty { isAtEnd = true }
        buffer += chunk
    }
}
