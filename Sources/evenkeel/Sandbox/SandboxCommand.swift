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
        commandName: "sandbox", abstract: "Run an embedded Kubernetes API for tests and tutorials.",
        discussion: HelpText.discussion(
            """
            The sandbox listens on the loopback interface and stores its objects in memory. It simulates Deployments, \
            pods, disruption budgets and autoscalers, but runs no containers. Press Ctrl-C to stop it.
            """,
            examples: ["evenkeel sandbox", "evenkeel sandbox --prometheus --kubeconfig sandbox.kubeconfig"],
            exitCodes: [
                .done: "The sandbox was stopped.",
                .misconfigured: "The options are not valid, or the kubeconfig cannot be written.",
                .unreachable: "The sandbox or Prometheus failed to start.",
            ]))

    @Option(help: "Path of the kubeconfig that the sandbox writes.")
    var kubeconfig = "kubeconfig"

    @Option(help: "Port of the API; 0 selects a free port.")
    var port = 0

    @Flag(help: "Also start a Prometheus that scrapes the simulated applications every second.")
    var prometheus = false

    @Option(help: "Path of the prometheus binary. Default: prometheus in the PATH.")
    var prometheusPath: String?

    @Option(help: "Namespace of the applications that Prometheus scrapes. Default: all.")
    var namespace: String?

    func validate() throws {
        guard UInt16(exactly: port) == nil else { return }
        throw ValidationError("there is no port \(port); choose from 1 to 65535, or 0 for any free one")
    }

    func run() async throws {
        try await reporting {
            let executable =
                try prometheus ? PrometheusProcess.executable(named: prometheusPath, option: "--prometheus-path") : nil
            let file = SandboxKubeconfig(path: kubeconfig)
            try file.requireReplaceable()
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            do {
                try await withGracefulSignals {
                    try await SandboxScope.run(folder: folder, port: port) { path in
                        try file.write(contentsOf: path)
                        defer { file.remove(ifStill: path) }
                        try await serve(path, folder, executable)
                    }
                }
            } catch is CancellationError {
                StandardError.write("evenkeel: the sandbox has ended")
            }
        }
    }

    private func serve(_ path: String, _ folder: TemporaryFolder, _ prometheus: String?) async throws {
        let transport = try CurlTransport()
        let client = KubernetesClient(
            configuration: try ClusterConfiguration.load(kubeconfig: path, context: nil, environment: [:]),
            transport: transport, userAgent: "evenkeel-sandbox")
        let kubectl = Kubectl(client: client, kubeconfig: path, context: nil, executable: nil)
        try await kubectl.apply(YAML.write(CustomResourceDefinitions.all()))
        try await kubectl.apply(
            YAML.write([
                ApprovalPolicy.policy, ApprovalPolicy.binding, ApproverRole.role, ApprovalStamp.policy,
                ApprovalStamp.binding,
            ]))
        print("The sandbox serves \(client.configuration.server), with Evenkeel's resources installed.")
        print("  export KUBECONFIG=\(URL(filePath: kubeconfig).path(percentEncoded: false))")
        guard let prometheus else {
            while true { try await Task.sleep(for: .seconds(3600)) }
        }
        try await servePrometheus(prometheus, kubectl, folder)
    }

    private func servePrometheus(_ executable: String, _ kubectl: Kubectl, _ folder: TemporaryFolder) async throws {
        let ports = try (exporter: FreePort.find(), prometheus: FreePort.find())
        let process = PrometheusProcess(
            executable: executable, folder: folder.path, port: ports.prometheus,
            target: "127.0.0.1:\(ports.exporter)")
        let exporter = WorkloadExporter(client: kubectl.client, namespace: namespace)
        try await kubectl.apply(metricSource(process))
        let whose = namespace.map { "of namespace \($0)" } ?? "of all namespaces"
        print("Prometheus serves \(process.address) with the applications \(whose);")
        print("policies name it as the MetricSource \"default\". Ctrl-C ends both.")
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

    private func metricSource(_ process: PrometheusProcess) -> String {
        """
        apiVersion: evenkeel.dev/v1alpha1
        kind: MetricSource
        metadata: {name: default}
        spec:
          prometheus: {address: "\(process.address)"}
          allowedNamespaces: ["*"]
        """
    }
}
