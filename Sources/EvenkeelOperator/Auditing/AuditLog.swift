import EvenkeelEngine
import EvenkeelRecords
import JSONValue
import KubernetesTypes
import Logging

/// The audit log as the operator writes it.
///
/// The lines of a step are written before anything of the step is done, and what is about a change is on the disk (fsync)
/// before the change is sent; the rest follows the system's own pace. While the log cannot be written no change is sent
/// (see ``AuditFence``), and the lines wait, up to a bound; how many were lost beyond it is said in the log.
public actor AuditLog {
    /// Lines that wait for a log that cannot be written.
    static let waitingLines = 1000
    /// Lines that are written at once, so that a buffer has at most this many times the longest line.
    private static let batchedLines = 16

    private let sink: any AuditSink
    private let logger: Logger
    private var chain: AuditChain
    private var waiting: [AuditEntry] = []
    private var lost = 0
    /// Whether the last line that was tried could be written.
    private var isWritable = true
    /// Whether something about a change was written that may not be on the disk yet.
    private var owesDisk = false
    private var isClosed = false
    /// Why nothing can be written; `nil` while it can.
    public private(set) var problem: String?

    /// - Parameter shell: such as its version and the name of the replica; they go into the first line.
    init(sink: any AuditSink, end: AuditEnd, shell: JSON, now: Timestamp, logger: Logger) {
        self.sink = sink
        self.logger = logger
        chain = end.chain
        waiting = [.opened(at: now, after: end.torn, shell: shell)]
    }

    /// Writes what waits and then these.
    func append(_ entries: [AuditEntry]) {
        waiting += entries
        if waiting.count > Self.waitingLines {
            let excess = waiting.count - Self.waitingLines
            // The first line owns up to a torn one, so it stays.
            waiting.removeSubrange(1...excess)
            lost += excess
        }
        write()
    }

    /// Nothing more is written, and another process may go on with the log.
    public func close() {
        guard !isClosed else { return }
        write()
        sink.close()
        isClosed = true
        problem = "the audit log is closed"
    }

    private func write() {
        guard !isClosed else { return }
        do throws(AuditLogError) {
            while !waiting.isEmpty { try writeBatch() }
            if owesDisk { try sink.synchronize() }
            owesDisk = false
            if problem != nil { logger.notice("the audit log can be written again") }
            problem = nil
        } catch {
            if problem == nil { logger.error("\(error); no change is made until it can be written") }
            problem = "\(error)"
        }
    }

    /// While nothing can be written a single line is tried: the others would be made for nothing, again with each step.
    private func writeBatch() throws(AuditLogError) {
        let batch = waiting.prefix(isWritable ? Self.batchedLines : 1)
        var next = chain
        var bytes: [UInt8] = []
        for (index, entry) in batch.enumerated() { bytes += next.line(index == 0 ? counted(entry) : entry) }
        isWritable = false
        try sink.write(bytes)
        isWritable = true
        chain = next
        owesDisk = owesDisk || batch.contains(where: \.isChange)
        waiting.removeFirst(batch.count)
        lost = 0
    }

    /// The first line that waits says how many were lost after it.
    private func counted(_ entry: AuditEntry) -> AuditEntry {
        guard lost > 0 else { return entry }
        var entry = entry
        entry.details["lost"] = JSON(lost)
        return entry
    }
}

/// A change that nobody could account for is not made.
struct AuditFence: Fence {
    let log: AuditLog
    let inner: any Fence

    func objection() async -> String? {
        if let objection = await inner.objection() { return objection }
        return await log.problem
    }
}

/// Why the audit log cannot be read or written.
public struct AuditLogError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}

/// Where lines go.
protocol AuditSink: Sendable {
    /// All of the bytes, or, as far as the place allows it, none of them.
    func write(_ bytes: [UInt8]) throws(AuditLogError)
    /// Returns when what was written is on the disk.
    func synchronize() throws(AuditLogError)
    /// Lets another process write.
    func close()
}

/// Where a log that is gone on with ends.
struct AuditEnd: Sendable, Hashable {
    var chain = AuditChain()
    /// What there is of a last line that was cut short.
    var torn: Torn?
}
