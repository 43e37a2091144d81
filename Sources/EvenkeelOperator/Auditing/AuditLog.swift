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

    private let sink: any AuditSink
    private let logger: Logger
    private var chain: AuditChain
    private var waiting: [AuditEntry] = []
    private var lost = 0
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

    private func write() {
        var next = chain
        var bytes: [UInt8] = []
        for entry in waiting { bytes += next.line(counted(entry)) }
        do throws(AuditLogError) {
            try sink.write(bytes)
            if waiting.contains(where: \.isChange) { try sink.synchronize() }
            chain = next
            waiting.removeAll(keepingCapacity: true)
            lost = 0
            if problem != nil { logger.notice("the audit log can be written again") }
            problem = nil
        } catch {
            if problem == nil { logger.error("\(error); no change is made until it can be written") }
            problem = "\(error)"
        }
    }

    private func counted(_ entry: AuditEntry) -> AuditEntry {
        guard lost > 0, entry == waiting.first else { return entry }
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
}

/// Where a log that is gone on with ends.
struct AuditEnd: Sendable, Hashable {
    var chain = AuditChain()
    /// What there is of a last line that was cut short.
    var torn: Torn?
}
