import ArgumentParser
import FoundationEssentials

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Run four demo scenarios and verify the results.",
        discussion: HelpText.discussion(
            """
            The scenarios are a bad release, an overload, crash-looping pods, and a bad release in mode Shadow and \
            Suggest. Without --kubeconfig they run on an embedded sandbox cluster. With --kubeconfig they run on that \
            cluster, in a new namespace that is removed at the end. The command starts a Prometheus in both cases.
            """,
            examples: ["evenkeel demo", "evenkeel demo --story 1 --kubeconfig ~/.kube/config"],
            exitCodes: [
                .done: "All scenarios have the expected result.", .no: "A scenario failed, or the demo was stopped.",
                .misconfigured: "The options are not valid, or prometheus is not found.",
                .unreachable: "The cluster or Prometheus is unreachable.",
            ]))

    @Option(help: "Path of the kubeconfig of a cluster that replaces the sandbox.")
    var kubeconfig: String?

    @Option(help: "Context of the kubeconfig. Default: the current context.")
    var context: String?

    @Option(help: "Scenario to run, 1 to 4; repeat for several. Default: all.")
    var story: [Int] = []

    @Option(help: "Namespace for the demo. It must not exist.")
    var namespace = "evenkeel-demo"

    @Option(help: "Path of the prometheus binary. Default: prometheus in the PATH.")
    var prometheus: String?

    @Option(help: ArgumentHelp("Also draw the timeline of the run as SVG to this path.", valueName: "file.svg"))
    var picture: String?

    func validate() throws {
        guard let unknown = story.first(where: { !(1...4).contains($0) }) else { return }
        throw ValidationError("there is no scenario \(unknown); choose from 1 to 4, or omit --story to run all")
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
                throw CommandFailure("the demo was stopped before its end; its objects are removed", code: .no)
            }
        }
    }
}
