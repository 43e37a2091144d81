import Cryptography
import EvenkeelEngine
import JSONValue

/// An error of an audit log, with its line.
public struct AuditFault: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable {
        /// The line is not what it was when it was written.
        case altered = "Altered"
        /// Lines that stood before it are gone.
        case removed = "Removed"
        /// It does not belong where it stands.
        case misplaced = "Misplaced"
        /// It is right in itself, but the line before it is not the one that it followed.
        case rewritten = "Rewritten"
        /// It has no end, as after a crash in the middle of a write.
        case torn = "Torn"
        /// The log does not end with the line that it should end with.
        case truncated = "Truncated"
    }

    public var kind: Kind
    /// Counted from 1; of the end, the number of lines.
    public var line: Int
    public var message: String

    public var description: String { "line \(line): \(message)" }
}

/// Follows an audit log line by line, with memory for two lines.
public struct AuditVerifier: Sendable {
    /// Lines that were taken.
    public private(set) var lines = 0
    /// The place in the chain after the lines that were taken.
    public private(set) var chain: AuditChain
    /// Lines that a crash has torn, each owned up to by the line after it.
    public private(set) var torn: [Int] = []
    /// The digest of a line that is not JSON: torn, if the next one says so.
    private var suspect: (digest: String, fault: AuditFault)?

    /// What the first line has to follow; its place in the chain is then taken from it.
    private let anchor: String?

    /// - Parameter head: the digest that the file before this one ended with, 8 digits or more; `nil` where the chain
    ///    begins.
    public init(after head: String? = nil) {
        chain = AuditChain()
        anchor = head?.lowercased()
    }

    /// Takes the next line.
    ///
    /// - Parameter bytes: without the newline.
    public mutating func take(_ bytes: some Collection<UInt8>) throws(AuditFault) {
        lines += 1
        let bytes = Array(bytes)
        guard let json = try? JSON(parsing: bytes), json.objectValue != nil, let hash = json["hash"]?.stringValue else {
            if let suspect { throw suspect.fault }
            suspect = (SHA256.digest(bytes).hexadecimal, fault(.altered, "the line is not a line of an audit log"))
            return
        }
        guard json.serialized == bytes, AuditChain.hash(json) == hash else {
            if let suspect { throw suspect.fault }
            throw fault(.altered, "the line was altered: its digest does not match its content")
        }
        try checkTear(json)
        begin(json)
        try checkPlace(json)
        chain = AuditChain(sequence: chain.sequence + 1, head: hash)
    }

    /// To be called after the last line.
    ///
    /// - Parameter head: the digest that the last line should have, as kept somewhere else; it may be shortened to 8
    ///    digits
    ///   or more. Without it, removed lines at the end of a log are not detected.
    public func finish(head: String? = nil) throws(AuditFault) {
        if let suspect { throw suspect.fault }
        guard let head else { return }
        guard head.count >= 8, chain.head.hasPrefix(head.lowercased()) else {
            throw fault(
                .truncated,
                "the log ends with \(chain.head.prefix(12)), not with \(head.prefix(12)): lines at the end are missing")
        }
    }

    /// A torn line is no fault where the writer that went on has said so.
    private mutating func checkTear(_ json: JSON) throws(AuditFault) {
        guard let suspect else { return }
        guard json["event"]?.stringValue == AuditEntry.Event.opened.rawValue,
            json.at("details", "torn")?.stringValue == suspect.digest
        else { throw suspect.fault }
        torn.append(suspect.fault.line)
        self.suspect = nil
    }

    private mutating func begin(_ json: JSON) {
        guard lines == 1, let anchor, anchor.count >= 8, let previous = json["previous"]?.stringValue,
            previous.hasPrefix(anchor), let sequence = Self.sequence(json)
        else { return }
        chain = AuditChain(sequence: sequence - 1, head: previous)
    }

    private static func sequence(_ json: JSON) -> Int? {
        json["sequence"]?.integerValue.flatMap { AuditChain.sequences.contains($0) ? $0 : nil }
    }

    private func checkPlace(_ json: JSON) throws(AuditFault) {
        guard let sequence = Self.sequence(json), let previous = json["previous"]?.stringValue else {
            throw fault(.altered, "the line has no place in the chain")
        }
        let expected = chain.sequence + 1
        if sequence > expected {
            let count = sequence - expected
            let gone = "\(count) \(count == 1 ? "line is" : "lines are") missing before it"
            throw fault(
                .removed,
                lines == 1
                    ? "\(gone), the line follows \(previous.prefix(12)): add the files before this one, the oldest "
                        + "first, or the digest of their last line (--after)"
                    : "\(gone), or the line was moved: it has the number \(sequence), and \(expected) is expected")
        }
        guard sequence == expected else {
            throw fault(
                .misplaced,
                "the line was inserted, repeated or moved: it has the number \(sequence), and \(expected) is expected")
        }
        guard previous == chain.head else {
            throw fault(
                .rewritten,
                "the line before it was replaced: this line follows \(previous.prefix(12)), but the line before it is "
                    + "\(chain.head.prefix(12))")
        }
    }

    private func fault(_ kind: AuditFault.Kind, _ message: String) -> AuditFault {
        AuditFault(kind: kind, line: lines, message: message)
    }
}
