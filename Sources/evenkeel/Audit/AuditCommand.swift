import ArgumentParser
import EvenkeelRecords
import JSONValue
import YAML

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check the audit log of decisions and changes.",
        subcommands: [AuditVerifyCommand.self])
}

struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that no line was altered, removed, inserted or moved.",
        discussion: HelpText.discussion(
            """
            Checks the hash chain of an audit log of evenkeel run --audit-log and prints the first wrong line. The file - \
            is standard input, for example several files in their order. To detect lines that were removed from the end, \
            use --head with the digest of the last line, which you stored in another place.
            """,
            examples: [
                "evenkeel audit verify audit.jsonl", "evenkeel audit verify audit.jsonl --head 8f3a1c20",
                "cat audit.jsonl.1 audit.jsonl | evenkeel audit verify -",
            ],
            exitCodes: [
                .done: "The log is complete and unchanged.", .no: "A line is wrong or missing.",
                .misconfigured: "The file cannot be read.",
            ]))

    @Argument(help: ArgumentHelp("Path of the audit log; - is standard input.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("Expected digest of the last line, or at least its first 8 digits.", valueName: "digest"))
    var head: String?

    @Option(help: ArgumentHelp("Digest of the last line of the previous file.", valueName: "digest"))
    var after: String?

    @Option(name: .shortAndLong, help: "Output format: table, json or yaml.")
    var output: OutputFormat = .table

    func validate() throws {
        for (name, digest) in [("--head", head), ("--after", after)] {
            guard let digest, !(8...64).contains(digest.count) || !digest.allSatisfy(\.isHexDigit) else { continue }
            throw ValidationError("\(name) must have 8 to 64 hexadecimal digits")
        }
    }

    func run() async throws {
        try await reporting {
            var lines = try AuditLines(file)
            var verifier = AuditVerifier(after: after)
            do {
                while let line = try lines.next() { try verifier.take(line) }
                try verifier.finish(head: head)
            } catch let fault as AuditFault {
                report(verifier, fault)
                throw ExitCode.no
            }
            report(verifier, nil)
        }
    }

    private func report(_ verifier: AuditVerifier, _ fault: AuditFault?) {
        switch output {
        case .table: break
        case .json: return print(json(verifier, fault).serializedString)
        case .yaml: return print(YAML.write(json(verifier, fault)), terminator: "")
        }
        if let fault { return print("\(file):\(fault.line): \(fault.kind.rawValue.lowercased()): \(fault.message)") }
        for line in verifier.torn { print("\(file):\(line): incomplete because of a crash, as the next line records") }
        let count = verifier.lines
        print(
            "\(file): \(count) \(count == 1 ? "line" : "lines"), unchanged; head \(verifier.chain.head)")
    }

    private func json(_ verifier: AuditVerifier, _ fault: AuditFault?) -> JSON {
        var json: JSON = [
            "file": .string(file), "ok": .bool(fault == nil), "lines": JSON(verifier.lines),
            "head": .string(verifier.chain.head), "torn": .array(verifier.torn.map { JSON($0) }),
        ]
        json["fault"] = fault.map {
            ["kind": .string($0.kind.rawValue), "line": JSON($0.line), "message": .string($0.message)]
        }
        return json
    }
}
