import EvenkeelEngine
import FuzzSupport
import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelRecords

@Suite("Strange audit logs at the door") struct FuzzTests {
    private static let log: [[UInt8]] = {
        var chain = AuditChain()
        return (1...6).map { number in
            chain.line(
                AuditEntry(
                    at: Timestamp(secondsSince1970: 1_772_625_600 + Double(number)), event: .decided,
                    decision: "d\(number)", message: "line \(number)\n", details: ["share": 0.1, "count": 3]))
        }
    }()
    private static let text = String(decoding: log.joined(), as: UTF8.self)
    private static let generator = InputGenerator(
        [text], tokens: ["\"sequence\":", "\"previous\":", "\"hash\":", "\n"])

    private func verify(_ bytes: [UInt8], after: String? = nil) throws(AuditFault) -> AuditVerifier {
        var verifier = AuditVerifier(after: after)
        for line in bytes.split(separator: UInt8(ascii: "\n")) { try verifier.take(line) }
        try verifier.finish()
        return verifier
    }

    @Test("a log that was changed in any way is right only as far as it is the beginning of the true one")
    func verifying() throws {
        try Fuzzing("audit", rounds: 300).run(Self.generator) { input in
            do {
                let verifier = try verify(input)
                let lines = input.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
                guard Array(Self.log.prefix(verifier.lines)) == lines else { throw Broken("a changed log passes") }
            } catch let fault as AuditFault {
                guard (1...input.count + 1).contains(fault.line) || input.isEmpty else {
                    throw Broken("no such line: \(fault)")
                }
                guard fault.description.utf8.count <= 1000 else { throw Broken("a fault of many words") }
            }
            _ = try? verify(input, after: "00000000")
        }
    }

    @Test("lines with any numbers and right digests are judged, and found to be no log")
    func sealed() throws {
        let lines = Self.log.compactMap { try? JSON(parsing: $0) }
        try Fuzzing("audit-sealed", rounds: 300).run(InputGenerator(documents: lines)) { input in
            var json = try JSON(parsing: input)
            json["hash"] = .string(AuditChain.hash(json))
            var verifier = AuditVerifier(after: json["previous"]?.stringValue)
            for _ in 0..<3 { try? verifier.take(json.serialized) }
            var chain = verifier.chain
            _ = chain.line(AuditEntry(at: Timestamp(secondsSince1970: 0), event: .opened, message: "", details: [:]))
        }
    }
}
