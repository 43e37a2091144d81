import CommandTestSupport
import FoundationEssentials
import Testing

@Suite("evenkeel demo")
struct DemoCommandTests {
    @Test("without a Prometheus it says what to install")
    func noPrometheus() async throws {
        let environment: [String: String?] = ["PATH": ""]
        expectSentence(
            try await Evenkeel.run("demo", environment: environment), code: 2, says: "apt-get install prometheus",
            "--prometheus")
        expectSentence(
            try await Evenkeel.run("demo", "--prometheus", "/nowhere"), code: 2, says: "/nowhere is not a program")
    }

    @Test("a picture that could not be written is refused before anything starts")
    func picture() async throws {
        expectSentence(
            try await Evenkeel.run("demo", "--prometheus", "/bin/true", "--picture", "/nowhere/demo.svg"), code: 2,
            says: "/nowhere/demo.svg: the picture cannot be written")
    }

    @Test("Ctrl-C ends it and removes what it made", .enabled(if: Program.find("prometheus") != nil))
    func interrupt() async throws {
        let folder = try TemporaryFolder()
        let temporary = "\(folder.path)/temporary"
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let run = try await RunningEvenkeel.run(
            ["demo"], environment: ["TMPDIR": temporary], folder: folder
        ) { running in
            try await running.waitUntilSaid("scrapes the applications")
            return running.children
        }
        #expect(run.code == 1)
        #expect(run.ending < .seconds(15))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
        #expect(run.value.allSatisfy { !FileManager.default.fileExists(atPath: "/proc/\($0)") })
    }
}
