#if canImport(Glibc)
    import Glibc
#endif

/// Lines of a file or of standard input, read as they come and never more than a buffer ahead.
struct LineReader: ~Copyable {
    static let maximumLineBytes = 4096

    enum Failure: Error {
        case unreadable
        case tooLong
    }

    /// Counted from 1: the line that was returned last.
    private(set) var line = 0
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// - Parameter path: `-` is standard input.
    init(path: String) throws(Failure) {
        descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable }
    }

    deinit { if descriptor > 0 { close(descriptor) } }

    /// True when another line can be had without waiting for more input.
    var hasBufferedLine: Bool { buffer[start...].contains(UInt8(ascii: "\n")) }

    /// The next line without its end (`\n` or `\r\n`); `nil` at the end of the input.
    mutating func next() throws(Failure) -> String? {
        while true {
            if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return take(buffer[start..<end])
            }
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return take(buffer[start...])
            }
            guard buffer.count - start <= Self.maximumLineBytes else { throw .tooLong }
            try fill()
        }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) -> String {
        line += 1
        return String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }

    private mutating func fill() throws(Failure) {
        buffer.removeSubrange(..<start)
        start = 0
        let capacity = 65_536
        var result = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            repeat { result = read(descriptor, target.baseAddress, capacity) } while result < 0 && errno == EINTR
            count = max(0, result)
        }
        guard result >= 0 else { throw .unreadable }
        isAtEnd = chunk.isEmpty
        buffer += chunk
    }
}
