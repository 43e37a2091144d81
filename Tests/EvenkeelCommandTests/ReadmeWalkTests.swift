import CommandTestSupport
import FoundationEssentials
import Testing

/// The tutorial, step by step as a reader would take it, and then the README's own commands, on a sandbox with a real
/// Prometheus. Only the pace differs: seconds instead of minutes.
@Suite(
    "docs/tutorial.md and README.md, step by step",
    .enabled(if: Program.find("kubectl") != nil && Program.find("prometheus") != nil),
    .timeLimit(.minutes(5)))
struct ReadmeWalkTests {
    private let folder: TemporaryFolder
    private let tutorial: Readme
    private let readme: Readme

    init() throws {
        folder = try TemporaryFolder()
        tutorial = try Readme.load("docs/tutorial.md")
        readme = try Readme.load()
    }

    @Test("every kubectl line works, and Evenkeel reports what the tutorial shows")
    func walk() async throws {
        try folder.write("policy.yaml", quickPolicy())
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/Manifests", withDestinationPath: "\(Repository.root)/Manifests")
        _ = try await RunningEvenkeel.run(["sandbox", "--prometheus"], folder: folder) { sandbox in
            try await sandbox.waitUntilSaid("Prometheus serves")
            let environment = ["KUBECONFIG": "\(folder.path)/kubeconfig"]
            let run = try await RunningEvenkeel.run(operatorCall(), environment: environment, folder: folder) { _ in
                for block in tutorial.blocks { try await walk(block) }
                for block in readme.blocks { try await walk(block) }
                for span in tutorial.codeSpans + readme.codeSpans where span.hasPrefix("kubectl ") {
                    try await shell(span)
                }
            }
            #expect(run.code == 0)
        }
    }

    /// The tutorial's own policy, with a shorter interval.
    private func quickPolicy() throws -> String {
        let block = try #require(tutorial.blocks.first { $0.text.contains("kind: RemediationPolicy") })
        #expect(block.text.contains("interval: 10s"))
        return block.text.replacing("interval: 10s", with: "interval: 2s")
    }

    private func operatorCall() throws -> [String] {
        let call = try #require(tutorial.commands.first { $0.prefix(2) == ["evenkeel", "run"] })
        return call.dropFirst() + ["--listen", "127.0.0.1:0"]
    }

    private func walk(_ block: Readme.Block) async throws {
        for command in block.commands {
            if command.hasPrefix("evenkeel approve") {
                // An approval counts once; the README's is the one that the tutorial has made.
                guard block.page == "docs/tutorial.md" else {
                    #expect(tutorial.blocks.flatMap(\.commands).contains(command), "\(block): nothing runs \(command)")
                    continue
                }
                // The test has no terminal at which to confirm.
                try await shell(command + " --yes")
            } else if block.language == "console" {
                let phase = try #require(shownPhase(block))
                try await eventually("Evenkeel has decided", within: .seconds(60)) {
                    try await kubectl("{.items[-1:].status.phase}") == phase
                }
                expectSame(try await shell(command), block)
            } else if command.contains("kubectl ") || Self.run.contains(where: { command.hasPrefix("evenkeel \($0)") })
            {
                try await shell(command)
            }
        }
    }

    /// Commands of evenkeel that the walk runs; of the others only the options are checked.
    private static let run = ["check", "explain", "audit"]

    /// The phase of the remediation that a console block shows.
    private func shownPhase(_ block: Readme.Block) -> String? {
        let rows = block.output.map { $0.split(separator: " ").map(String.init) }
        guard let header = rows.last(where: { $0.contains("PHASE") }), let column = header.firstIndex(of: "PHASE")
        else {
            return nil
        }
        return rows.last { $0 != header && $0.count == header.count }?[column]
    }

    /// Runs it as the reader's shell would, with the names that the reader would put in.
    @discardableResult
    private func shell(_ command: String) async throws -> String {
        var command = command
        if command.contains("NAME") || command.contains("DIGEST") {
            let name = try await kubectl("{.items[-1:].metadata.name}")
            let digest = try await kubectl("{.items[-1:].spec.plan.digest}").replacing("sha256:", with: "").prefix(12)
            command = command.replacing("deploy/NAME", with: "deploy/checkout").replacing("NAME", with: name)
                .replacing("DIGEST", with: digest)
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let environment: [String: String?] = [
            "KUBECONFIG": "\(folder.path)/kubeconfig", "HOME": folder.path,
            "PATH": Evenkeel.path.dropLast("/evenkeel".count) + ":" + path,
        ]
        let outcome = try await Evenkeel.run(
            program: "/bin/sh", ["-c", command], environment: environment, folder: folder.path)
        #expect(outcome.code == 0, "\(command): \(outcome.error)")
        return outcome.output
    }

    /// Of the newest remediation.
    private func kubectl(_ path: String) async throws -> String {
        let order = "--sort-by=.metadata.creationTimestamp"
        return try await Kubectl(folder: folder).run(["get", "rem", "-n", "shop", order, "-o", "jsonpath=\(path)"])
            .output
    }

    /// Cell by cell; ages, confidences and generated names differ from run to run.
    private func expectSame(_ output: String, _ block: Readme.Block) {
        let real = Self.table(output.split(separator: "\n").map(String.init))
        let shown = Self.table(block.output)
        #expect(real == shown, "\(block) shows something else than:\n\(output)")
    }

    private static func table(_ lines: [String]) -> [[String]] {
        var header: [String] = []
        return lines.filter { !$0.isEmpty }.map { line in
            let cells = line.split(separator: " ").map(String.init)
            if cells.first == "NAME" {
                header = cells
                return cells
            }
            return zip(header, cells).map { name, cell in
                switch name {
                case "AGE", "CONFIDENCE": "*"
                case "NAME": cell.replacing(/-[a-z0-9]+$/, with: "-*")
                default: cell
                }
            }
        }
    }
}
