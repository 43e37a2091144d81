public import ClusterModel
public import FoundationEssentials
import Hummingbird
import KubernetesTypes
public import Logging
public import ServiceLifecycle

/// A Kubernetes API on loopback that kubectl talks to: the cluster model behind HTTP, in real time, in memory.
///
/// Either run it as a service among others, or `start` and `shutdown` it.
public final class Sandbox: Service {
    public let cluster: SandboxCluster
    private let configuration: SandboxConfiguration
    private let logger: Logger
    private let startup = Startup()

    public init(_ configuration: SandboxConfiguration = SandboxConfiguration(), logger: Logger? = nil) {
        self.configuration = configuration
        self.logger = logger ?? Logger(label: "evenkeel.sandbox", factory: { _ in SwiftLogNoOpLogHandler() })
        cluster = SandboxCluster(configuration, clock: { Timestamp(Date.now) })
    }

    /// Serves until a graceful shutdown or cancellation.
    ///
    /// - Throws: `SandboxError.portTaken`.
    public func run() async throws {
        do {
            try await serve()
            await startup.fail(.notServing("it was shut down"))
        } catch {
            let failure = Self.failure(error, port: configuration.port)
            await startup.fail(failure)
            throw failure
        }
    }

    private func serve() async throws {
        let cluster = cluster
        let startup = startup
        let application = Application(
            responder: SandboxResponder(cluster: cluster, configuration: configuration),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: configuration.port), serverName: "evenkeel-sandbox"),
            onServerRunning: { channel in await startup.succeed(port: channel.localAddress?.port ?? 0) },
            logger: logger)
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await cluster.run() }
                group.addTask { try await application.run() }
                try await group.next()
                try await group.next()
            }
        } onGracefulShutdown: {
            // Watches would hold their connections, and with them the server, for half an hour.
            Task { await cluster.close() }
        }
    }

    private static func failure(_ error: any Error, port: Int) -> SandboxError {
        if let known = error as? SandboxError { return known }
        let text = "\(error)"
        // The server's own error type belongs to a library below it; its text is the system's.
        return text.contains("Address already in use") ? .portTaken(port) : .notServing(text)
    }

    /// Where the API is, as soon as it answers.
    ///
    /// - Throws: `SandboxError` where it never will.
    public func address() async throws(SandboxError) -> URL {
        let port = try await startup.port()
        guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw .notServing("no address") }
        return url
    }

    /// Starts serving in the background.
    public func start() async throws(SandboxError) -> URL {
        await startup.launch(self, logger)
        return try await address()
    }

    /// Ends watches, answers what is under way, and stops.
    public func shutdown() async { await startup.stop() }

    /// Who has asked for what, oldest first.
    public var auditLog: [AuditRecord] { get async { await cluster.auditLog } }
}

/// Whether the server listens yet, and the task that it runs in when nobody else runs it.
private actor Startup {
    private enum State {
        case waiting([CheckedContinuation<Result<Int, SandboxError>, Never>])
        case finished(Result<Int, SandboxError>)
    }

    private var state = State.waiting([])
    private var group: ServiceGroup?
    private var task: Task<Void, Never>?

    func succeed(port: Int) { finish(.success(port)) }
    func fail(_ error: SandboxError) { finish(.failure(error)) }

    private func finish(_ result: Result<Int, SandboxError>) {
        guard case .waiting(let continuations) = state else { return }
        state = .finished(result)
        for continuation in continuations { continuation.resume(returning: result) }
    }

    func port() async throws(SandboxError) -> Int {
        if case .finished(let result) = state { return try result.get() }
        let result = await withCheckedContinuation { continuation in
            if case .waiting(let others) = state { state = .waiting(others + [continuation]) }
        }
        return try result.get()
    }

    func launch(_ sandbox: Sandbox, _ logger: Logger) {
        guard group == nil else { return }
        let group = ServiceGroup(services: [sandbox], logger: logger)
        self.group = group
        // `port()` reports how it ends; nobody else asks.
        task = Task { try? await group.run() }
    }

    func stop() async {
        await group?.triggerGracefulShutdown()
        await task?.value
    }
}

extension Sandbox {
    /// The text of a kubeconfig for this sandbox.
    public func kubeconfig() async throws(SandboxError) -> String {
        let server = try await address().absoluteString
        return """
            apiVersion: v1
            kind: Config
            clusters:
            - name: evenkeel-sandbox
              cluster:
                server: \(server)
            users:
            - name: evenkeel-sandbox
              user: {}
            contexts:
            - name: evenkeel-sandbox
              context:
                cluster: evenkeel-sandbox
                user: evenkeel-sandbox
                namespace: default
            current-context: evenkeel-sandbox

            """
    }

    /// Writes it, replacing what is there.
    public func writeKubeconfig(to path: String) async throws(SandboxError) {
        let text = try await kubeconfig()
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .kubeconfigNotWritten(path: path, reason: "\(error)")
        }
    }
}

/// Why a sandbox cannot run.
public enum SandboxError: Error, Sendable, Hashable, CustomStringConvertible {
    case portTaken(Int)
    /// The server ended before it listened.
    case notServing(String)
    case kubeconfigNotWritten(path: String, reason: String)

    public var description: String {
        switch self {
        case .portTaken(let port):
            "port \(port) on 127.0.0.1 is taken by another program; choose another with --port, or 0 for any free one"
        case .notServing(let reason): "the sandbox could not start: \(reason)"
        case .kubeconfigNotWritten(let path, let reason):
            "the kubeconfig \(path) could not be written: \(reason); check that the folder exists and may be written to"
        }
    }
}
