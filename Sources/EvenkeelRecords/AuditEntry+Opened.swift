import Cryptography
public import EvenkeelEngine
public import JSONValue
public import KubernetesTypes

/// The rest of a line that a crash has cut short.
public struct Torn: Sendable, Hashable {
    var digest: String
    var count: Int

    /// - Parameter bytes: what there is of the line; it has no newline.
    public init(_ bytes: some Collection<UInt8>) {
        digest = SHA256.digest(Array(bytes)).hexadecimal
        count = bytes.count
    }
}

extension AuditEntry {
    /// The first line of a process: the process that continues the log, and the state of the line before it.
    ///
    /// - Parameter shell: such as its version and the name of the replica.
    public static func opened(at: Timestamp, after torn: Torn? = nil, shell: JSON) -> AuditEntry {
        var details = shell
        if let torn {
            details["torn"] = .string(torn.digest)
            details["tornBytes"] = JSON(torn.count)
        }
        let message = torn.map {
            "the previous line is incomplete: its write was interrupted after \($0.count) bytes"
        }
        return AuditEntry(at: at, event: .opened, message: message ?? "a process continues the log", details: details)
    }
}
