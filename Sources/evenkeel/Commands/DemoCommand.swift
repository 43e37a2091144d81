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

    func run() async throws {
        try await reporting {
            let environment = ProcessInfo.processInfo.environment
            let path = environment["PATH"] ?? ""
            let options = Demo.Options(
                kubeconfig: kubeconfig, context: context, stories: story, namespace: namespace,
                prometheus: try prometheus ?? PrometheusProcess.find(in: path), kubectl: Kubectl.find(in: path))
            guard try await Demo(options: options).run() else { throw ExitCode.no }
        }
    }
}
