internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Small files, read whole, with a bound.
enum BoundedFile {
    static func read(
        _ path: String, purpose: String, maximumBytes: Int = 4 << 20
    ) throws(ConfigurationError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, purpose) }
        defer { _ = close(descriptor) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Self.read(descriptor, into: &buffer)
            guard count >= 0 else { throw failure(path, purpose) }
            if count == 0 { return content }
            content += buffer[..<count]
            guard content.count <= maximumBytes else {
                throw .fileTooLarge(path: path, purpose: purpose, limit: maximumBytes)
            }
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0) }
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    private static func failure(_ path: String, _ purpose: String) -> ConfigurationError {
        let code = errno
        if code == ENOENT || code == ENOTDIR { return .fileMissing(path: path, purpose: purpose) }
        return .fileUnreadable(path: path, purpose: purpose, reason: String(cString: strerror(code)))
    }
}
