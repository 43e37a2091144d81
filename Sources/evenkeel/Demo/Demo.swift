import ArgumentParser
import EvenkeelAPI
import EvenkeelOperator
import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Logging
import PrometheusClient
import ServiceLifecycle
import YAML

/// The four scenarios with their cluster, Prometheus, simulated applications and operator.
struct Demo: Sendable {
    struct Options: Sendable {
        /// `nil` is the sandbox.
        var kubeconfig: String?
        var context: String?
        /// The numbers of the scenarios; empty means all.
        var stories: [Int]
        var namespace: String
        var prometheus: String
        var kubectl: String?
        /// The file of the picture of the run, or `nil`.
        var picture: PictureFile?
    }

    let options: Options
    private let narrator = Narrator()

    private static let all: [any Story] = [BadReleaseStory(), OverloadStory(), StuckPodsStory(), LadderStory()]

    private var stories: [any Story] {
        Self.all.filter { options.stories.isEmpty || options.stories.contains($0.number) }
    }

    /// Returns true if all scenarios succeeded.
    func run() async throws -> Bool {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        return try await withGracefulSignals {
            guard let kubeconfig = options.kubeconfig else {
                narrator.say("starting the sandbox cluster", tone: .title)
                return try await SandboxScope.run(folder: folder) { kubeconfig in
                    try await play(kubeconfig: kubeconfig, context: nil, folder: folder)
                }
            }
            return try await play(kubeconfig: kubeconfig, context: options.context, folder: folder)
        }
    }

    private func play(kubeconfig: String, context: String?, folder: TemporaryFolder) async throws -> Bool {
        let transport = try CurlTransport()
        let person = try client(kubeconfig, context, transport, agent: "evenkeel-demo")
        let operatorClient = try client(kubeconfig, context, transport, agent: Release.userAgent)
        try await person.requireCluster()
        let ports = try (exporter: FreePort.find(), prometheus: FreePort.find())
        let process = PrometheusProcess(
            executable: options.prometheus, folder: folder.path, port: ports.prometheus,
            target: "127.0.0.1:\(ports.exporter)")
        let world = DemoWorld(
            client: person,
            kubectl: Kubectl(
                client: person, kubeconfig: kubeconfig, context: context, executable: options.kubectl),
            manifests: DemoManifests(namespace: options.namespace, prometheus: process.address), narrator: narrator)
        let setup = DemoSetup(world: world)
        try await setup.install()
        let result: Result<Bool, any Error>
        do {
            result = .success(
                try await withBackground(process, ports.exporter, operatorClient, transport, world) {
                    try await playAll(world, transport, process)
                })
        } catch {
            result = .failure(error)
        }
        // The objects are removed after Ctrl-C, too.
        await Task { await setup.remove() }.value
        await transport.shutdown()
        return try result.get()
    }

    private func client(
        _ kubeconfig: String, _ context: String?, _ transport: any HTTPTransport, agent: String
    ) throws -> KubernetesClient {
        KubernetesClient(
            configuration: try ClusterConfiguration.load(
                kubeconfig: kubeconfig, context: context, environment: ProcessInfo.processInfo.environment),
            transport: transport, userAgent: agent)
    }

    /// Runs Prometheus, the simulated applications and the operator while the body runs.
    private func withBackground(
        _ process: PrometheusProcess, _ exporterPort: Int, _ client: KubernetesClient, _ transport: CurlTransport,
        _ world: DemoWorld, _ body: @escaping @Sendable () async throws -> Bool
    ) async throws -> Bool {
        let quiet = Logger(label: "demo") { _ in SwiftLogNoOpLogHandler() }
        let exporter = WorkloadExporter(client: world.client, namespace: world.namespace)
        let shell = Operator(
            configuration: OperatorConfiguration(namespaces: [world.namespace], ownNamespace: world.namespace),
            client: client, transport: transport, metrics: OperatorMetrics(version: Release.version),
            health: OperatorHealth(), logger: quiet)
        return try await withThrowingTaskGroup(of: Bool?.self) { group in
            group.addTask {
                try await process.run()
                return nil
            }
            group.addTask {
                try await exporter.observe()
                return nil
            }
            group.addTask {
                try await exporter.server(port: exporterPort, logger: quiet).run()
                return nil
            }
            group.addTask {
                try await shell.run()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            return false
        }
    }

    /// Runs the scenarios at the same time.
    private func playAll(
        _ world: DemoWorld, _ transport: CurlTransport, _ process: PrometheusProcess
    ) async throws -> Bool {
        try await waitForPrometheus(process, transport)
        for story in stories {
            narrator.say(story.title, story: story.number, tone: .title)
            try await story.prepare(world)
        }
        narrator.record { record, _ in record.chapters = stories.map { $0.chapter } }
        let timeline = Timeline(world: world, stories: stories)
        return try await withThrowingTaskGroup(of: [Int: String]?.self) { group in
            group.addTask {
                try await timeline.follow()
                return nil
            }
            group.addTask { try await outcomes(world) }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                guard let failures = result else { continue }
                try? await timeline.update()
                try options.picture?.write(DemoPicture(narrator.recorded))
                return conclude(failures)
            }
            return false
        }
    }

    /// Runs the scenarios.
    ///
    /// - Returns: the failures by the number of the scenario.
    private func outcomes(_ world: DemoWorld) async throws -> [Int: String] {
        try await withThrowingTaskGroup(of: (Int, String?).self) { group in
            for story in stories {
                group.addTask {
                    do {
                        try await story.play(world)
                        narrator.say("succeeded", story: story.number, tone: .done)
                        return (story.number, nil)
                    } catch let failure as StoryFailure {
                        return (story.number, report(failure.message, story.number))
                    } catch let failure as CommandFailure {
                        return (story.number, report(failure.message, story.number))
                    }
                }
            }
            var failures: [Int: String] = [:]
            for try await (number, failure) in group where failure != nil { failures[number] = failure }
            return failures
        }
    }

    private func report(_ failure: String, _ story: Int) -> String {
        narrator.say("failed: \(failure)", story: story, tone: .alarm)
        narrator.record(.failure, story: story, "failed: \(failure)")
        return failure
    }

    private func conclude(_ failures: [Int: String]) -> Bool {
        let right = stories.count - failures.count
        narrator.say(
            "\(right) of \(stories.count) scenarios succeeded", tone: failures.isEmpty ? .done : .alarm)
        return failures.isEmpty
    }

    private func waitForPrometheus(_ process: PrometheusProcess, _ transport: CurlTransport) async throws {
        let client = PrometheusClient(endpoint: PrometheusEndpoint(address: process.address), transport: transport)
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            if let info = try? await client.buildInfo() {
                return narrator.say("Prometheus \(info.version) scrapes the applications every second")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailure("Prometheus did not start within 30 s at \(process.address)", code: .unreachable)
    }
}
