import Cryptography
public import EvenkeelEngine
import JSONValue

/// Makes the lines of an audit log: each carries the digest of the line before it, and its own.
///
/// A line is canonical JSON (`JSON.serialized`: no spaces, members in the order of their names) and ends with a newline.
/// Its `hash` is the SHA-256 digest over the canonical JSON of all its other members, `previous` among them.
public struct AuditChain: Sendable, Hashable {
    /// What the first line of a chain has for `previous`.
    public static let beginning = String(repeating: "0", count: 2 * SHA256.digestLength)
    /// Bytes of a line, the newline not counted. What a decision rests on is left out where it would make it longer.
    public static let longestLine = 1 << 20

    /// What a line can be counted as: as far as every reader of JSON counts exactly.
    public static let sequences = 1...(1 << 53)

    /// Of the line that was made last; counted from 1.
    public private(set) var sequence: Int
    /// Of the line that was made last: 64 hexadecimal digits.
    public private(set) var head: String

    public init(sequence: Int = 0, head: String = AuditChain.beginning) {
        self.sequence = sequence
        self.head = head
    }

    /// The next line, with its newline.
    public mutating func line(_ entry: AuditEntry) -> [UInt8] {
        var json = entry.json
        json["sequence"] = JSON(sequence + 1)
        json["previous"] = .string(head)
        var (bytes, hash) = Self.sealed(json)
        if bytes.count > Self.longestLine {
            json["details"] = ["omitted": "the details were longer than a line may be"]
            (bytes, hash) = Self.sealed(json)
        }
        sequence += 1
        head = hash
        return bytes + [UInt8(ascii: "\n")]
    }

    private static func sealed(_ json: JSON) -> ([UInt8], hash: String) {
        let hash = hash(json)
        var json = json
        json["hash"] = .string(hash)
        return (json.serialized, hash)
    }

    /// The digest of a line, with or without its own.
    static func hash(_ line: JSON) -> String {
        var bare = line
        bare["hash"] = nil
        return SHA256.digest(bare.serialized).hexadecimal
    }
}
