import EvenkeelEngine
import EvenkeelRecords
import FoundationEssentials
import JSONValue
import KubernetesTypes
import Logging
import Synchronization
import Testing

@testable import EvenkeelOperator

@Suite("The audit log") struct AuditLogTests {
    private static let now = Timestamp(secondsSince1970: 1_772_625_600)

    private static func entry(_ number: Int, _ event: AuditEntry.Event = .decided) -> AuditEntry {
        AuditEntry(at: now, event: event, message: "line \(number)")
    }

    private func open(_ path: String) throws -> AuditLog {
        try AuditLog.open(path, shell: ["version": "1"], now: Self.now, logger: Logger(label: "test"))
    }

    /// As a process that writes this and ends.
    private func write(_ entries: [AuditEntry], to path: String) async throws {
        let log = try open(path)
        await log.append(entries)
        #expect(await log.problem == nil)
        await log.close()
    }

    private func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "evenkeel-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "audit.log").path)
    }

    private func lines(_ path: String) throws -> [JSON] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.split(separator: "\n").compactMap { try? JSON(parsing: Array($0.utf8)) }
    }

    private func verify(_ path: String) throws -> AuditVerifier {
        var verifier = AuditVerifier()
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for line in text.split(separator: "\n") { try verifier.take(Array(line.utf8)) }
        try verifier.finish()
        return verifier
    }

    @Test("a successor goes on with the chain where the last line ends, and says who it is")
    func resumes() async throws {
        try await withFile { path in
            for process in 1...3 {
                try await write((1...10).map { Self.entry(process * 100 + $0) }, to: path)
            }
            #expect(try verify(path).lines == 33)
            let opened = try lines(path).filter { $0["event"] == "Opened" }
            #expect(opened.count == 3)
            #expect(opened.allSatisfy { $0.at("details", "version") == "1" })
        }
    }

    @Test("a line that was torn by a crash is left as it is, named by the next one, and the chain goes on")
    func torn() async throws {
        for cut in [1, 7, 60] {
            try await withFile { path in
                try await write([Self.entry(1), Self.entry(2)], to: path)
                let bytes = try Data(contentsOf: URL(filePath: path))
                try bytes.dropLast(cut).write(to: URL(filePath: path))
                try await write([Self.entry(3)], to: path)
                try await write([Self.entry(4)], to: path)
                let verifier = try verify(path)
                // Without its newline alone the line is whole.
                #expect(verifier.torn == (cut == 1 ? [] : [3]), "\(cut)")
            }
        }
    }

    @Test("a crash right after a torn line was ended is owned up to by whoever comes next")
    func tornTwice() async throws {
        try await withFile { path in
            try await write([Self.entry(1)], to: path)
            var bytes = try Data(contentsOf: URL(filePath: path))
            bytes = bytes.dropLast(9)
            try (bytes + Data("\n".utf8)).write(to: URL(filePath: path))
            try await write([Self.entry(2)], to: path)
            #expect(try verify(path).torn == [2])
        }
    }

    @Test("what is no audit log is not appended to")
    func foreign() async throws {
        try await withFile { path in
            try "some\nother\nfile\n".write(toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: AuditLogError.self) { try open(path) }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "some\nother\nfile\n")
        }
    }

    @Test("two processes do not write one log")
    func locked() async throws {
        try await withFile { path in
            let first = try open(path)
            #expect(throws: AuditLogError.self) { try open(path) }
            await first.append([Self.entry(1)])
            await first.close()
            await first.append([Self.entry(2)])
            #expect(await first.problem == "the audit log is closed")
            try await write([Self.entry(3)], to: path)
            #expect(
                try lines(path).compactMap { $0["message"]?.stringValue }.filter { $0.hasPrefix("line") } == [
                    "line 1", "line 3",
                ])
        }
    }

    @Test("a full file makes room for the next, seven are kept, and the chain goes on through all of them")
    func rotates() async throws {
        try await withFile { path in
            let log = try AuditLog.open(
                path, limit: 4000, shell: [:], now: Self.now, logger: Logger(label: "test"))
            for number in 1...200 { await log.append([Self.entry(number)]) }
            #expect(await log.problem == nil)
            await log.close()
            let files = (1...AuditFile.kept).reversed().map { "\(path).\($0)" } + [path]
            var head: String?
            var count = 0
            for file in files {
                let text = try String(contentsOfFile: file, encoding: .utf8)
                #expect(text.utf8.count <= 4000)
                let first = try #require(text.split(separator: "\n").first)
                let previous = try #require(JSON(parsing: Array(first.utf8))["previous"]?.stringValue)
                if let head { #expect(previous == head) }
                var verifier = AuditVerifier(after: String(previous.prefix(12)))
                for line in text.split(separator: "\n") { try verifier.take(Array(line.utf8)) }
                head = verifier.chain.head
                count = verifier.chain.sequence
            }
            #expect(count == 201)
            #expect(!FileManager.default.fileExists(atPath: "\(path).\(AuditFile.kept + 1)"))
            #expect(!FileManager.default.fileExists(atPath: "\(path).new"))
        }
    }

    @Test("a crash between two files leaves a chain that goes on")
    func crashedWhileRotating() async throws {
        try await withFile { path in
            try await write([Self.entry(1)], to: path)
            try FileManager.default.moveItem(atPath: path, toPath: "\(path).1")
            try Data().write(to: URL(filePath: "\(path).new"))
            try await write([Self.entry(2)], to: path)
            #expect(try lines(path).first?["sequence"]?.integerValue == 3)
            #expect(try lines(path).first?["previous"] == lines("\(path).1").last?["hash"])
        }
    }

    @Test("while the log cannot be written no change is sent, and afterwards no line is missing")
    func fullDisk() async throws {
        let sink = ScriptedSink()
        let log = AuditLog(
            sink: sink, end: AuditEnd(), shell: [:], now: Self.now, logger: Logger(label: "test"))
        let fence = AuditFence(log: log, inner: OpenFence())
        await log.append([Self.entry(1)])
        #expect(await fence.objection() == nil)
        sink.fail(true)
        await log.append([Self.entry(2, .sent)])
        #expect(await fence.objection()?.contains("No space left") == true)
        await log.append([Self.entry(3)])
        sink.fail(false)
        await log.append([Self.entry(4)])
        #expect(await fence.objection() == nil)
        let messages = try sink.lines.map { try JSON(parsing: Array($0.utf8)) }.compactMap {
            $0["message"]?.stringValue
        }
        #expect(messages.suffix(4) == ["line 1", "line 2", "line 3", "line 4"])
    }

    @Test("what is about a change is on the disk before the change is sent")
    func synchronized() async throws {
        let sink = ScriptedSink()
        let log = AuditLog(
            sink: sink, end: AuditEnd(), shell: [:], now: Self.now, logger: Logger(label: "test"))
        await log.append([Self.entry(1)])
        #expect(sink.synchronized == 0)
        await log.append([Self.entry(2, .sent)])
        #expect(sink.synchronized == 1)
    }

    @Test("a disk that takes a line and does not keep it stops changes, and the line is not written twice")
    func unkept() async throws {
        let sink = ScriptedSink()
        let log = AuditLog(
            sink: sink, end: AuditEnd(), shell: [:], now: Self.now, logger: Logger(label: "test"))
        sink.forget(true)
        await log.append([Self.entry(1, .sent)])
        #expect(await log.problem?.contains("Input/output error") == true)
        await log.append([Self.entry(2)])
        #expect(await log.problem != nil)
        sink.forget(false)
        await log.append([Self.entry(3)])
        #expect(await log.problem == nil)
        var verifier = AuditVerifier()
        for line in sink.lines { try verifier.take(Array(line.utf8)) }
        #expect(verifier.lines == 4)
    }

    @Test("lines that wait are bounded, and how many were lost is said")
    func bounded() async throws {
        let sink = ScriptedSink()
        let log = AuditLog(
            sink: sink, end: AuditEnd(), shell: [:], now: Self.now, logger: Logger(label: "test"))
        sink.fail(true)
        for number in 1...1500 { await log.append([Self.entry(number)]) }
        // Each step tried a line, and did not make all of them again.
        #expect(sink.refused < 1500 * 1000)
        sink.fail(false)
        await log.append([Self.entry(1501)])
        let lines = try sink.lines.map { try JSON(parsing: Array($0.utf8)) }
        #expect(lines.count == AuditLog.waitingLines)
        #expect(lines.first?.at("details", "lost")?.integerValue == 502)
        #expect(lines.last?["message"] == "line 1501")
    }
}

private final class ScriptedSink: AuditSink {
    private let state = Mutex((bytes: [UInt8](), fails: false, forgets: false, refused: 0, synchronized: 0))

    var lines: [String] {
        String(decoding: state.withLock(\.bytes), as: UTF8.self).split(separator: "\n").map(String.init)
    }
    var synchronized: Int { state.withLock(\.synchronized) }

    /// Bytes that were not written.
    var refused: Int { state.withLock(\.refused) }

    func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }
    func forget(_ forgets: Bool) { state.withLock { $0.forgets = forgets } }

    func write(_ bytes: [UInt8]) throws(AuditLogError) {
        let fails = state.withLock { state in
            if state.fails { state.refused += bytes.count } else { state.bytes += bytes }
            return state.fails
        }
        if fails { throw AuditLogError("the audit log cannot be written: No space left on device") }
    }

    func synchronize() throws(AuditLogError) {
        let forgets = state.withLock { state in
            state.synchronized += 1
            return state.forgets
        }
        if forgets { throw AuditLogError("the audit log cannot be brought to the disk: Input/output error") }
    }

    func close() {}
}
