import ArgumentParser
import EvenkeelRecords
import SystemPackage

/// Reads an audit log of any length line by line.
struct AuditLines {
    private static let newline = UInt8(ascii: "\n")
    private let path: String
    private let file: FileDescriptor
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// - Parameter path: `-` is standard input.
    init(_ path: String) throws {
        self.path = path
        do {
            file = path == "-" ? .standardInput : try FileDescriptor.open(path, .readOnly)
        } catch {
            throw Self.failure(path, error)
        }
    }

    /// The next line without its newline; the last one may have none. `nil` at the end.
    mutating func next() throws -> ArraySlice<UInt8>? {
        while true {
            if let end = buffer[position...].firstIndex(of: Self.newline) {
                defer { position = end + 1 }
                return buffer[position..<end]
            }
            if isAtEnd {
                defer { position = buffer.count }
                return position < buffer.count ? buffer[position...] : nil
            }
            try fill()
        }
    }

    private mutating func fill() throws {
        buffer.removeFirst(position)
        position = 0
        guard buffer.count <= AuditChain.longestLine else {
            throw CommandFailure(
                "\(path): a line has more than \(AuditChain.longestLine) bytes; check that it is an audit log",
                code: .misconfigured)
        }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        do {
            let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
            isAtEnd = count == 0
            buffer += chunk[..<count]
        } catch {
            throw Self.failure(path, error)
        }
    }

    private static func failure(_ path: String, _ error: any Error) -> CommandFailure {
        CommandFailure(
            "\(path): the file cannot be read: \(error); check the path and its permissions", code: .misconfigured)
    }
}
