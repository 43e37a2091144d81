import ArgumentParser
import EvenkeelAPI
import EvenkeelSandbox
import FoundationEssentials
import HTTPTransport
import KubernetesClient
import Logging
import ServiceLifecycle
import YAML

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Run the embedded Kubernetes API, for playing and testing.",
        discussion: """
            Everything is on loopback and in memory. Deployments, pods, budgets and autoscalers behave; nothing is \
            really run. Ends with Ctrl-C.
            """)

    @Option(help: "File to write the kubeconfig to.")
    var kubeconfig = "kubeconfig"

    @Option(help: "Port of the API; 0 takes a free one.")
    var port = 0

    @Flag(help: "Start a real Prometheus beside it that scrapes the modelled applications each second.")
    var prometheus = false

    @Option(help: "Path of the prometheus binary. Default: from the PATH.")
    var prometheusPath: String?

    @Option(help: "Namespace whose applications are modelled for Prometheus.")
    var namespace = "default"

    func run() async throws {
        try await reporting {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            do {
                try await withGracefulSignals {
                    try await SandboxScope.run(folder: folder, port: port) { path in try await serve(path, folder) }
                }
            } catch is CancellationError {
                StandardError.write("evenkeel: the sandbox has ended")
            }
        }
    }

    private func serve(_ path: String, _ folder: TemporaryFolder) async throws {
        try Data(contentsOf: URL(filePath: path)).write(to: URL(filePath: kubeconfig), options: .atomic)
        let transport = try CurlTransport()
        let client = KubernetesClient(
            configuration: try ClusterConfiguration.load(kubeconfig: path, context: nil, environment: [:]),
            transport: transport, userAgent: "evenkeel-sandbox")
        let kubectl = Kubectl(client: client, kubeconfig: path, context: nil, executable: nil)
        try await kubectl.apply(YAML.write(CustomResourceDefinitions.all()))
        print("The sandbox serves \(client.configuration.server), with Evenkeel's resources installed.")
        print("  export KUBECONFIG=\(kubeconfig)")
        guard prometheus else {
            while true { try await Task.sleep(for: .seconds(3600)) }
        }
        try await servePrometheus(client, folder)
    }

    private func servePrometheus(_ client: KubernetesClient, _ folder: TemporaryFolder) async throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let ports = try (exporter: FreePort.find(), prometheus: FreePort.find())
        let process = PrometheusProcess(
            executable: try prometheusPath ?? PrometheusProcess.find(in: path), folder: folder.path,
            port: ports.prometheus, target: "127.0.0.1:\(ports.exporter)")
        let exporter = WorkloadExporter(client: client, namespace: namespace)
        print("Prometheus serves \(process.address) with the applications of namespace \(namespace).")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await process.run() }
            group.addTask { try await exporter.observe() }
            group.addTask {
                let quiet = Logger(label: "exporter") { _ in SwiftLogNoOpLogHandler() }
                try await exporter.server(port: ports.exporter, logger: quiet).run()
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
