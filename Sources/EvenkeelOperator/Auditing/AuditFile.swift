import EvenkeelRecords
import Glibc
import JSONValue
import Synchronization
import SystemPackage

/// An audit log in a file that is only ever appended to, by one process at a time. A full file becomes `FILE.1`, the one
/// that was `FILE.1` becomes `FILE.2`, and so on; the chain goes on from file to file.
final class AuditFile: AuditSink {
    /// Full files that are kept; the oldest is removed for the next one.
    static let kept = 7

    private let path: String
    private let limit: Int
    private let file: Mutex<FileDescriptor>
    let end: AuditEnd

    /// Opens the file, or makes it, readable for its owner alone; goes on where its last line ends.
    ///
    /// - Parameter limit: bytes of a file. One that is empty takes what is written at once, even if it is more.
    init(path: String, limit: Int = .max) throws(AuditLogError) {
        self.path = path
        self.limit = limit
        let file = try Self.open(path)
        self.file = Mutex(file)
        let bytes: [UInt8]
        do {
            bytes = try Self.tail(file, 2 * AuditChain.longestLine + 2)
        } catch {
            throw Self.failure(path, "read", error)
        }
        end = bytes.isEmpty ? Self.end(of: "\(path).1") : try Self.end(bytes, path)
        // The next line must not be glued to what a crash has left.
        if let last = bytes.last, last != UInt8(ascii: "\n") { try write([UInt8(ascii: "\n")]) }
    }

    deinit { file.withLock { file in try? file.close() } }

    /// The lock is given up by itself: a child that was just forked may have the file open, too.
    func close() { file.withLock { file in _ = flock(file.rawValue, LOCK_UN) } }

    func write(_ bytes: [UInt8]) throws(AuditLogError) {
        do {
            try file.withLock { file in
                var before = try file.seek(offset: 0, from: .end)
                if before > 0, Int(before) + bytes.count > limit {
                    try rotate(&file)
                    before = 0
                }
                do {
                    _ = try file.writeAll(bytes)
                } catch {
                    // Half a line would be taken for a torn one; what cannot be written whole is undone.
                    _ = ftruncate(file.rawValue, off_t(before))
                    throw error
                }
            }
        } catch {
            throw Self.failure(path, "written", error)
        }
    }

    func synchronize() throws(AuditLogError) {
        let problem = file.withLock { file in fsync(file.rawValue) == 0 ? nil : Errno(rawValue: errno) }
        if let problem { throw Self.failure(path, "brought to the disk", problem) }
    }

    /// The next file is there before anything is renamed: where it cannot be made, all stays as it is.
    private func rotate(_ file: inout FileDescriptor) throws {
        let next = try Self.open("\(path).new")
        do {
            guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
            for number in (1...Self.kept).reversed() {
                try Self.rename(number == 1 ? path : "\(path).\(number - 1)", "\(path).\(number)")
            }
            try Self.rename("\(path).new", path)
        } catch {
            try? next.close()
            throw error
        }
        let full = file
        file = next
        _ = flock(full.rawValue, LOCK_UN)
        try? full.close()
    }

    /// What is not there needs no other name.
    private static func rename(_ old: String, _ new: String) throws {
        guard Glibc.rename(old, new) != 0, errno != ENOENT else { return }
        throw Errno(rawValue: errno)
    }

    private static func open(_ path: String) throws(AuditLogError) -> FileDescriptor {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.append, .create, .closeOnExec],
                permissions: [.ownerReadWrite])
        } catch {
            throw failure(path, "opened", error)
        }
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            try? file.close()
            throw AuditLogError("the audit log \(path) is written by another process; name another file")
        }
        return file
    }

    /// Of a full file, which a crash may have left before the next one was begun; a new chain where it does not end well.
    private static func end(of path: String) -> AuditEnd {
        guard let file = try? FileDescriptor.open(FilePath(path), .readOnly) else { return AuditEnd() }
        defer { try? file.close() }
        guard let bytes = try? tail(file, 2 * AuditChain.longestLine + 2), bytes.last == UInt8(ascii: "\n"),
            let end = try? end(bytes, path), end.torn == nil
        else { return AuditEnd() }
        return end
    }

    private static func failure(_ path: String, _ what: String, _ error: any Error) -> AuditLogError {
        AuditLogError(
            "the audit log \(path) cannot be \(what): \(error); check its folder, its permissions and the disk")
    }

    /// - Parameter bytes: the last of the file; two of the longest lines fit.
    private static func end(_ bytes: [UInt8], _ path: String) throws(AuditLogError) -> AuditEnd {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let last = lines.last else { return AuditEnd() }
        if let chain = chain(endingWith: last) { return AuditEnd(chain: chain) }
        if lines.count == 1 { return AuditEnd(torn: Torn(last)) }
        if let chain = chain(endingWith: lines[lines.count - 2]) { return AuditEnd(chain: chain, torn: Torn(last)) }
        throw AuditLogError(
            "\(path) does not end as an audit log does; verify it with evenkeel audit verify, and name another file")
    }

    private static func chain(endingWith line: ArraySlice<UInt8>) -> AuditChain? {
        guard let json = try? JSON(parsing: Array(line)), let hash = json["hash"]?.stringValue,
            let sequence = json["sequence"]?.integerValue, AuditChain.sequences.contains(sequence)
        else { return nil }
        return AuditChain(sequence: sequence, head: hash)
    }

    private static func tail(_ file: FileDescriptor, _ maximum: Int) throws -> [UInt8] {
        let size = try file.seek(offset: 0, from: .end)
        let start = max(0, size - Int64(maximum))
        var bytes = [UInt8](repeating: 0, count: Int(size - start))
        var count = 0
        while count < bytes.count {
            let read = try bytes.withUnsafeMutableBytes {
                try file.read(
                    fromAbsoluteOffset: start + Int64(count),
                    into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
            }
            guard read > 0 else { break }
            count += read
        }
        return Array(bytes.prefix(count))
    }
}

/// An audit log on standard output: a chain of its own for each process, kept by whoever reads it.
struct AuditOutput: AuditSink {
    func write(_ bytes: [UInt8]) throws(AuditLogError) {
        do {
            _ = try FileDescriptor.standardOutput.writeAll(bytes)
        } catch {
            throw AuditLogError("standard output cannot be written: \(error)")
        }
    }

    func synchronize() throws(AuditLogError) {}

    func close() {}
}
