import EvenkeelRecords
import Glibc
import JSONValue
import SystemPackage

/// An audit log in a file that is only ever appended to, by one process at a time.
final class AuditFile: AuditSink {
    private let path: String
    private let file: FileDescriptor
    let end: AuditEnd

    /// Opens the file, or makes it, readable for its owner alone; goes on where its last line ends.
    init(path: String) throws(AuditLogError) {
        self.path = path
        do {
            file = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.append, .create, .closeOnExec],
                permissions: [.ownerReadWrite])
        } catch {
            throw Self.failure(path, "opened", error)
        }
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            throw AuditLogError("the audit log \(path) is written by another process; name another file")
        }
        let bytes: [UInt8]
        do {
            bytes = try Self.tail(file, 2 * AuditChain.longestLine + 2)
        } catch {
            throw Self.failure(path, "read", error)
        }
        end = try Self.end(bytes, path)
        // The next line must not be glued to what a crash has left.
        if let last = bytes.last, last != UInt8(ascii: "\n") { try write([UInt8(ascii: "\n")]) }
    }

    deinit { try? file.close() }

    /// The lock is given up by itself: a child that was just forked may have the file open, too.
    func close() { flock(file.rawValue, LOCK_UN) }

    func write(_ bytes: [UInt8]) throws(AuditLogError) {
        do {
            let before = try file.seek(offset: 0, from: .end)
            do {
                _ = try file.writeAll(bytes)
            } catch {
                // Half a line would be taken for a torn one; what cannot be written whole is taken back.
                _ = ftruncate(file.rawValue, off_t(before))
                throw error
            }
        } catch {
            throw Self.failure(path, "written", error)
        }
    }

    func synchronize() throws(AuditLogError) {
        guard fsync(file.rawValue) == 0 else {
            throw Self.failure(path, "brought to the disk", Errno(rawValue: errno))
        }
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
            let sequence = json["sequence"]?.integerValue
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
