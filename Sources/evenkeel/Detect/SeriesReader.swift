import Detection
import KubernetesTypes

#if canImport(Glibc)
    import Glibc
#endif

/// One row of a series file.
struct SeriesRow {
    /// Counted from 1, the header included.
    var line: Int
    /// As it was written.
    var timestamp: String
    var point: Point
}

/// Reads `timestamp,value` with a header, row by row: epoch seconds or ISO 8601 (without an offset it is UTC). Further
/// columns are ignored. An empty value, `NaN` and `inf` are missing values.
struct SeriesReader: ~Copyable {
    static let maximumLineBytes = 4096

    private let descriptor: Int32
    private let name: String
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var line = 0

    /// - Parameter path: `-` is standard input.
    init(path: String) throws {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? 0 : open(path, O_RDONLY)
        guard descriptor >= 0 else {
            throw CommandFailure("\(path) cannot be read; check the path and its permissions", code: .misconfigured)
        }
    }

    deinit { if descriptor > 0 { close(descriptor) } }

    /// The next row; `nil` at the end.
    mutating func next() throws -> SeriesRow? {
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
    var hasBufferedLine: Bool { buffer[start...].contains(UInt8(ascii: "\n")) }

    private func failure(_ line: Int, _ reason: String) -> CommandFailure {
        CommandFailure("\(name):\(line): \(reason)", code: .misconfigured)
    }

    private func checkHeader(_ text: String) throws {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count >= 2 else { throw failure(1, "a header such as timestamp,value is needed") }
        if Self.time(fields[0].description) != nil {
            throw failure(1, "the first line is a row; begin with a header such as timestamp,value")
        }
    }

    private func row(_ text: String) throws -> SeriesRow {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false).map { Self.trimmed($0) }
        guard fields.count >= 2 else { throw failure(line, "a row needs timestamp,value, not \"\(text.prefix(60))\"") }
        guard let time = Self.time(fields[0]) else {
            throw failure(line, "\"\(fields[0].prefix(40))\" is neither epoch seconds nor ISO 8601")
        }
        let value = fields[1].isEmpty ? Double.nan : Double(fields[1])
        guard let value else { throw failure(line, "\"\(fields[1].prefix(40))\" is not a number") }
        return SeriesRow(line: line, timestamp: fields[0], point: Point(time: time, value: value))
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace).reversed())
    }

    private static func time(_ text: String) -> Double? {
        if let seconds = Double(text) { return seconds.isFinite ? seconds : nil }
        var iso = text.replacing(" ", with: "T")
        let hasOffset = iso.hasSuffix("Z") || iso.dropFirst(10).contains { $0 == "+" || $0 == "-" }
        if !hasOffset { iso += "Z" }
        return Timestamp(iso)?.secondsSince1970
    }

    private mutating func nextLine() throws -> String? {
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
            try fill()
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }

    private mutating func fill() throws {
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
