import ArgumentParser
import EvenkeelAPI
import JSONValue
import YAML

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check policies, guardrails and metric sources without a cluster.",
        discussion: HelpText.discussion(
            """
            Checks the documents as the API server does, and reports probable mistakes as warnings. All files are checked \
            together. The file - is standard input.
            """,
            examples: ["evenkeel check policy.yaml guardrail.yaml", "kustomize build . | evenkeel check -"],
            exitCodes: [
                .done: "There are no errors. Warnings are possible.", .no: "At least one document has an error.",
                .misconfigured: "A file cannot be read.",
            ]))

    @Argument(help: ArgumentHelp("YAML files.", valueName: "file"))
    var files: [String]

    @Option(name: .shortAndLong, help: "Output format: table, json or yaml.")
    var output: OutputFormat = .table

    func run() async throws {
        try await reporting {
            let found = try findings()
            report(found)
            if found.contains(where: \.isError) { throw ExitCode.no }
        }
    }

    /// All files are checked together, so that a policy and its MetricSource may be in different files.
    private func findings() throws -> [LocatedFinding] {
        var found: [LocatedFinding] = []
        var documents: [LocatedDocument] = []
        for file in files {
            let bytes = try InputFile.read(file)
            do throws(YAMLError) {
                let parsed = try YAML.parse(bytes)
                documents += parsed.map { LocatedDocument(file: file, document: $0) }
                guard parsed.isEmpty else { continue }
                found.append(LocatedFinding(file: file, isError: true, message: "the file contains no document"))
            } catch {
                found.append(
                    LocatedFinding(
                        file: file, at: error.position, isError: true, message: "\(YAMLError(error.kind, at: nil))"))
            }
        }
        for (located, findings) in zip(documents, Documents.validate(documents.map(\.document.json))) {
            found += findings.map { located.located($0) }
        }
        return found
    }

    private func report(_ found: [LocatedFinding]) {
        switch output {
        case .table:
            for finding in found { print(finding.text) }
            let errors = found.count(where: \.isError)
            print(
                Self.counted(files.count, "file") + ": " + Self.counted(errors, "error") + ", "
                    + Self.counted(found.count - errors, "warning"))
        case .json: print(JSON.array(found.map(\.json)).prettyPrinted)
        case .yaml: print(YAML.write(JSON.array(found.map(\.json))), terminator: "")
        }
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

struct LocatedDocument {
    var file: String
    var document: YAMLDocument

    func located(_ finding: Finding) -> LocatedFinding {
        LocatedFinding(
            file: file, at: document.nearestPosition(to: finding.pointer), isError: finding.severity == .error,
            message: "\(finding)")
    }
}

struct LocatedFinding {
    var file: String
    var line: Int
    var column: Int
    var isError: Bool
    var message: String

    init(file: String, at position: YAMLPosition? = nil, isError: Bool, message: String) {
        self.file = file
        line = position?.line ?? 1
        column = position?.column ?? 1
        self.isError = isError
        self.message = message
    }

    /// In the format of compilers, which editors can open.
    var text: String { "\(file):\(line):\(column): \(isError ? "error" : "warning"): \(message)" }

    var json: JSON {
        [
            "file": .string(file), "line": JSON(line), "column": JSON(column),
            "severity": isError ? "error" : "warning", "message": .string(message),
        ]
    }
}
