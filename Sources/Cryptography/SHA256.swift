internal import COpenSSL

/// The SHA-256 digest (FIPS 180-4), by OpenSSL.
public enum SHA256 {
    /// The length of a digest in bytes.
    public static let digestLength = 32

    /// The digest of bytes that are all there: 32 bytes.
    public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let digest: [UInt8]? = bytes.withContiguousStorageIfAvailable { buffer in
            var hasher = SHA256Hasher()
            hasher.update(UnsafeRawBufferPointer(buffer))
            return hasher.finalize()
        }
        return digest ?? Self.digest(Array(bytes))
    }

    /// The digest of a text's UTF-8 bytes.
    public static func digest(_ text: String) -> [UInt8] { digest(Array(text.utf8)) }
}

/// A SHA-256 digest that is fed bit by bit.
public struct SHA256Hasher: ~Copyable {
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            // As with every allocation in Swift, there is no way on without memory.
            preconditionFailure("OpenSSL cannot start a SHA-256 digest: out of memory")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if done == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    mutating func update(_ buffer: UnsafeRawBufferPointer) {
        guard EVP_DigestUpdate(context, buffer.baseAddress, buffer.count) == 1 else {
            preconditionFailure("OpenSSL refused bytes for a SHA-256 digest")
        }
    }

    /// The digest of everything that was fed: 32 bytes.
    public consuming func finalize() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SHA256.digestLength)
        guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else {
            preconditionFailure("OpenSSL could not finish a SHA-256 digest")
        }
        return digest
    }
}

extension Collection<UInt8> {
    /// Two lower-case digits for each byte.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * count)
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
