import EvenkeelEngine
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelRecords

@Suite("The chain of audit lines") struct AuditChainTests {
    private static func lines(_ count: Int) -> [[UInt8]] {
        var chain = AuditChain()
        return (1...count).map { number in
            chain.line(
                AuditEntry(
                    at: Timestamp(secondsSince1970: 1_772_625_600 + Double(number)), event: .decided,
                    decision: "d\(number)",
                    message: "line \(number) says \"so\"\n", details: ["share": 0.1, "count": 3])
            ).dropLast()
        }
    }

    private func fault(_ lines: [[UInt8]], head: String? = nil) -> AuditFault? {
        var verifier = AuditVerifier()
        do throws(AuditFault) {
            for line in lines { try verifier.take(line) }
            try verifier.finish(head: head)
            return nil
        } catch {
            return error
        }
    }

    private func changed(_ line: [UInt8], _ change: (inout JSON) -> Void) throws -> [UInt8] {
        var json = try JSON(parsing: line)
        change(&json)
        return json.serialized
    }

    @Test("a file that goes on with a chain is right after the file before it, and says so where that is not given")
    func later() throws {
        let lines = Self.lines(6)
        #expect(fault(Array(lines[3...]))?.kind == .removed)
        #expect(fault(Array(lines[3...]))?.message.contains("add the files before this one") == true)
        let head = try JSON(parsing: lines[2])["hash"]?.stringValue ?? ""
        var verifier = AuditVerifier(after: String(head.prefix(8)))
        for line in lines[3...] { try verifier.take(line) }
        #expect(verifier.chain.sequence == 6)
        var other = AuditVerifier(after: "0123456789")
        #expect(throws: AuditFault.self) { try other.take(lines[3]) }
        var short = AuditVerifier(after: "")
        #expect(throws: AuditFault.self) { try short.take(lines[3]) }
    }

    @Test("a line whose number nothing can follow has no place in a chain")
    func endlessNumbers() throws {
        for number in [JSON.integer(.max), .integer(.min), 0, .integer(1 << 53 + 1), 1e300] {
            var json = try JSON(parsing: Self.lines(1)[0])
            json["sequence"] = number
            json["previous"] = .string(String(repeating: "a", count: 64))
            json["hash"] = .string(AuditChain.hash(json))
            #expect(fault([json.serialized])?.kind == .altered)
            var later = AuditVerifier(after: "aaaaaaaa")
            #expect(throws: AuditFault.self) {
                for _ in 0..<3 { try later.take(json.serialized) }
            }
        }
    }

    @Test("an untouched log is right, and ends with its head")
    func whole() {
        var verifier = AuditVerifier()
        for line in Self.lines(50) { #expect(throws: Never.self) { try verifier.take(line) } }
        #expect(verifier.lines == 50)
        #expect(fault(Self.lines(50), head: verifier.chain.head) == nil)
        #expect(fault(Self.lines(50), head: String(verifier.chain.head.prefix(8))) == nil)
        #expect(fault([]) == nil)
    }

    @Test("an altered line is named, whichever it is and whatever of it was altered", arguments: [1, 2, 25, 50])
    func altered(_ number: Int) throws {
        for member in ["message", "at", "event", "sequence", "previous", "hash", "decision"] {
            var lines = Self.lines(50)
            lines[number - 1] = try changed(lines[number - 1]) { $0[member] = "x" }
            let fault = fault(lines)
            #expect(fault?.kind == .altered, "\(member): \(String(describing: fault))")
            #expect(fault?.line == number)
        }
        var lines = Self.lines(50)
        lines[number - 1].insert(UInt8(ascii: " "), at: 1)
        #expect(fault(lines)?.line == number)
    }

    @Test("an altered line whose own digest was made anew is found by the next one")
    func resealed() throws {
        var lines = Self.lines(10)
        lines[4] = try changed(lines[4]) { json in
            json["message"] = "something else"
            json["hash"] = .string(AuditChain.hash(json))
        }
        let fault = fault(lines)
        #expect(fault?.kind == .rewritten)
        #expect(fault?.line == 6)
    }

    @Test("a removed line is found at the one after it", arguments: [1, 2, 25])
    func removed(_ number: Int) {
        var lines = Self.lines(50)
        lines.remove(at: number - 1)
        let fault = fault(lines)
        #expect(fault?.kind == .removed)
        #expect(fault?.line == number)
        #expect(fault?.message.contains("1 line is missing") == true)
    }

    @Test("a repeated or inserted line is found where it stands")
    func inserted() {
        var lines = Self.lines(10)
        lines.insert(lines[2], at: 6)
        #expect(fault(lines)?.kind == .misplaced)
        #expect(fault(lines)?.line == 7)
    }

    @Test("two lines that changed places are found at the first of them")
    func reordered() {
        var lines = Self.lines(10)
        lines.swapAt(3, 7)
        #expect(fault(lines)?.line == 4)
    }

    @Test("an end that was cut off is found by the digest that was kept elsewhere, and only by it")
    func truncated() throws {
        var chain = AuditVerifier()
        let lines = Self.lines(10)
        for line in lines { try chain.take(line) }
        #expect(fault(Array(lines.prefix(8))) == nil)
        #expect(fault(Array(lines.prefix(8)), head: chain.chain.head)?.kind == .truncated)
        #expect(fault(lines, head: "")?.kind == .truncated)
    }

    @Test("a line that a crash has torn is a fault, unless the writer that went on has owned up to it")
    func torn() {
        var chain = AuditChain()
        let entry = AuditEntry(at: Timestamp(secondsSince1970: 0), event: .sent, message: "m")
        let first = Array(chain.line(entry).dropLast())
        var lost = chain
        let fragment = Array(lost.line(entry).prefix(40))
        #expect(fault([first, fragment])?.line == 2)
        let opened = AuditEntry.opened(at: entry.at, after: Torn(fragment), shell: [:])
        let next = Array(chain.line(opened).dropLast())
        #expect(fault([first, fragment, next]) == nil)
        #expect(fault([first, fragment + [0x20], next])?.line == 2)
        let plain = AuditEntry(at: entry.at, event: .opened, message: "m")
        var other = AuditChain(sequence: 1, head: chain.head)
        #expect(fault([first, fragment, Array(other.line(plain).dropLast())])?.line == 2)
    }

    @Test("a line longer than the limit is written without its details, and says so")
    func long() throws {
        var chain = AuditChain()
        let details: JSON = ["inputs": .string(String(repeating: "x", count: AuditChain.longestLine))]
        let line = chain.line(
            AuditEntry(at: Timestamp(secondsSince1970: 0), event: .judged, message: "m", details: details))
        #expect(line.count < 1000)
        #expect(try JSON(parsing: line.dropLast()).at("details", "omitted") != nil)
    }
}
