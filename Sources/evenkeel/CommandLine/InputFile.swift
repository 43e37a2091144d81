import Glibc
import SystemPackage

/// A file that the user names; "-" is standard input.
enum InputFile {
    static let maximumBytes = 8 << 20

    static func read(_ path: String) throws -> [UInt8] {
        do {
            guard path != "-" else { return try content(of: .standardInput, path) }
            let descriptor = try FileDescriptor.open(path, .readOnly)
            return try descriptor.closeAfter { try content(of: descriptor, path) }
        } catch let error as Errno {
            throw CommandFailure(
                "\(path): the file cannot be read: \(error); check the path and its permissions", code: .misconfigured)
        }
    }

    /// Reads no more than the limit, whatever a pipe or a device would give.
    private static func content(of descriptor: FileDescriptor, _ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= maximumBytes {
            let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
        throw CommandFailure(
            "\(path): the file has more than \(maximumBytes >> 20) MiB; check that it is the right one",
            code: .misconfigured)
    }
}
