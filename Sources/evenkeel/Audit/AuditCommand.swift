import ArgumentParser
import EvenkeelRecords
import JSONValue
import YAML

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Look into the log of decisions and changes.",
        subcommands: [AuditVerifyCommand.self])
}

struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that no line was altered, removed, inserted or moved.",
        discussion: """
            Follows the chain of digests in an audit log of 'evenkeel run --audit-log', names the first line that is wrong \
            and exits with 1 where there is one. '-' reads standard input, such as several files in their order. That lines \
            are gone from the end can be seen only with --head, the digest of the last line as it was kept somewhere else.
            """)

    @Argument(help: ArgumentHelp("The log.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Digest that the last line should have, 8 digits or more.", valueName: "digest"))
    var head: String?

    @Option(help: ArgumentHelp("Digest that the file before this one ended with.", valueName: "digest"))
    var after: String?

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: OutputFormat = .table

    func validate() throws {
        for (name, digest) in [("--head", head), ("--after", after)] {
            guard let digest, !(8...64).contains(digest.count) || !digest.allSatisfy(\.isHexDigit) else { continue }
            throw ValidationError("\(name) is 8 to 64 hexadecimal digits")
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
        for line in verifier.torn { print("\(file):\(line): torn by a crash, which the next line says") }
        let count = verifier.lines
        print(
            "\(file): \(count) \(count == 1 ? "line" : "lines"), all as they were written; head \(verifier.chain.head)")
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
