internal import COpenSSL

/// Comparisons whose duration does not tell where two values differ.
public enum ConstantTime {
    /// True if both have the same bytes. Only the lengths can be learnt from the time that it takes.
    public static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
