import CommandTestSupport
import EvenkeelEngine
import EvenkeelRecords
import FoundationEssentials
import JSONValue
import KubernetesTypes
import Testing
import YAML

@Suite("docs/audit.md") struct AuditDocumentTests {
    private let folder: TemporaryFolder
    private let document: Readme
    private let text: String

    init() throws {
        folder = try TemporaryFolder()
        text = try Repository.read("docs/audit.md")
        document = Readme(text)
    }

    /// The next lines of a chain.
    private func lines(_ count: Int, after chain: AuditChain = AuditChain()) -> [String] {
        var chain = chain
        return (1...count).map { number in
            let entry = AuditEntry(
                at: Timestamp(secondsSince1970: 1_795_000_000), event: .decided, message: "line \(number)")
            return String(decoding: chain.line(entry), as: UTF8.self)
        }
    }

    private func head(_ line: String) throws -> String {
        try #require(JSON(parsing: Array(line.utf8))["hash"]?.stringValue)
    }

    private func shell(_ command: String) async throws -> Evenkeel.Outcome {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return try await Evenkeel.run(
            program: "/bin/sh", ["-c", command],
            environment: ["PATH": Evenkeel.path.dropLast("/evenkeel".count) + ":" + path], folder: folder.path)
    }

    @Test("each command does what is said of it, on a log that is right and on one that is not")
    func commands() async throws {
        let whole = lines(3)
        let rest = lines(5, after: AuditChain(sequence: 40, head: String(repeating: "51d3a0f7", count: 8)))
        let commands = document.blocks.flatMap(\.commands)
        #expect(commands.count == 3)
        for command in commands {
            let isPart = command.contains("--after")
            let right = isPart ? rest : whole
            let head = try head(right.last ?? "").prefix(8)
            let real = command.replacing("9c1b04d2", with: head)
            #expect(isPart || command.contains("--head") == (real != command))
            try folder.write("audit.log.1", isPart ? right[0..<2].joined() : "")
            try folder.write("audit.log", isPart ? right[2...].joined() : right.joined())
            let good = try await shell(real)
            #expect(good.code == 0, "\(command): \(good.output)\(good.error)")
            #expect(good.output.contains("head \(head)"), "\(good.output)")
            // The line before the last is gone; for --head the last one.
            let count = command.contains("--head") ? 1 : 2
            let kept = (isPart ? Array(right[2...]) : right)
            let damaged = count == 1 ? Array(kept.dropLast()) : Array(kept.dropLast(2)) + kept.suffix(1)
            try folder.write("audit.log", damaged.joined())
            let bad = try await shell(real)
            #expect(bad.code == 1, "\(command): \(bad.output)")
        }
    }

    @Test("verify says as YAML what it says as JSON")
    func formats() async throws {
        let file = try folder.write("audit.log", lines(3).joined())
        let json = try JSON(parsing: try await Evenkeel.run("audit", "verify", file, "-o", "json").output)
        let yaml = try await Evenkeel.run("audit", "verify", file, "-o", "yaml")
        #expect(json["ok"]?.boolValue == true)
        #expect(try YAML.parse(yaml.output).map(\.json) == [json], "\(yaml.error)")
    }

    @Test("the events of the table are those that there are")
    func events() throws {
        let table = text.split(separator: "\n").drop { !$0.hasPrefix("| event |") }.dropFirst(2)
            .prefix { $0.hasPrefix("| `") }
        let names = table.compactMap { $0.firstMatch(of: /^\| `(\w+)`/).map { String($0.output.1) } }
        #expect(names == AuditEntry.Event.allCases.map(\.rawValue))
    }

    @Test("the fields of the table, and of the line that is shown, are those of a line")
    func fields() throws {
        var chain = AuditChain()
        let line = chain.line(
            AuditEntry(
                at: Timestamp(secondsSince1970: 1_795_000_000), event: .decided, decision: "5a0f0c2f4be1d7a9",
                policy: ObjectKey(namespace: "shop", name: "checkout"), rule: "undo",
                remediation: ObjectKey(namespace: "shop", name: "checkout-undo"), remediationUID: "u", message: "m",
                details: ["phase": "Executing"]))
        let fields = try #require(JSON(parsing: line.dropLast()).objectValue).keys.sorted()
        let shown = try #require(document.blocks.first { $0.language == "json" })
        #expect(try JSON(parsing: Array(shown.text.utf8)).objectValue?.keys.sorted() == fields)
        let table = text.split(separator: "\n").drop { !$0.hasPrefix("| field |") }.dropFirst(2)
            .prefix { $0.hasPrefix("| `") }
        let names = table.flatMap { row in
            row.split(separator: "|").first?.matches(of: /`(\w+)`/).map { String($0.output.1) } ?? []
        }
        #expect(names.sorted() == fields)
    }
}
