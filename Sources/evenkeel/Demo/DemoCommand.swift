import ArgumentParser
import FoundationEssentials

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Play four stories and check how they end.",
        discussion: """
            Without --kubeconfig everything runs on an embedded sandbox cluster. With it, the stories play on that \
            cluster, in a namespace of their own that is removed at the end. A real Prometheus is started either way.
            Exits with 1 where a story went wrong.
            """)

    @Option(help: "Play on this cluster instead of the sandbox.")
    var kubeconfig: String?

    @Option(help: "Context of the kubeconfig.")
    var context: String?

    @Option(help: "Only this story, 1 to 4; repeat for several.")
    var story: [Int] = []

    @Option(help: "Namespace to play in; it must not exist yet.")
    var namespace = "evenkeel-demo"

    @Option(help: "Path of the prometheus binary. Default: from the PATH.")
    var prometheus: String?

    @Option(help: ArgumentHelp("Write the run's timeline as a picture (SVG) to this file.", valueName: "file.svg"))
    var picture: String?

    func validate() throws {
        guard let unknown = story.first(where: { !(1...4).contains($0) }) else { return }
        throw ValidationError("there is no story \(unknown); choose from 1 to 4, or leave --story out to play all")
    }

    func run() async throws {
        try await reporting {
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            let options = Demo.Options(
                kubeconfig: kubeconfig, context: context, stories: story, namespace: namespace,
                prometheus: try PrometheusProcess.executable(named: prometheus, option: "--prometheus"),
                kubectl: Kubectl.find(in: path), picture: try picture.map { try PictureFile($0) })
            do {
                guard try await Demo(options: options).run() else { throw ExitCode.no }
            } catch is CancellationError {
                throw CommandFailure("the demo was stopped before its end; what it made is removed", code: .no)
            }
        }
    }
}
