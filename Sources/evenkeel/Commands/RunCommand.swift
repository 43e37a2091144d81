import ArgumentParser
import EvenkeelOperator
import FoundationEssentials
import HTTPTransport
import JSONValue
import KubernetesClient
import KubernetesTypes
import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#endif

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the operator.",
        discussion: HelpText.discussion(
            """
            The operator watches RemediationPolicies, evaluates their signals and acts as their modes permit. With leader \
            election, any number of replicas can run; only the leader acts.
            """,
            examples: [
                "evenkeel run", "evenkeel run --namespace shop --audit-log audit.jsonl",
                "evenkeel run --no-leader-elect",
            ],
            exitCodes: [
                .done: "The operator was stopped by a signal.",
                .misconfigured: "The options or the configuration are not valid.",
                .unreachable: "The cluster is unreachable.",
            ]))

    @OptionGroup var cluster: ClusterOptions

    @Option(name: .shortAndLong, help: "Namespace to watch; repeat for several. Default: all.")
    var namespace: [String] = []

    @Option(help: "Address for /livez, /readyz and /metrics, and for /loglevel, which accepts only loopback clients.")
    var listen = "127.0.0.1:8080"

    @Option(
        help: "Log level: trace, debug, info, notice, warning, error or critical. Default: info.",
        transform: Self.logLevel)
    var logLevel = Logger.Level.info

    @Option(help: "Log format: text or json. Default: text on a terminal, else json.", transform: Self.logFormat)
    var logFormat: LogFormat?

    @Option(
        help:
            "Namespace of the leader election and of the Secrets of MetricSources. Default: $POD_NAMESPACE, then evenkeel."
    )
    var ownNamespace: String?

    @Flag(inversion: .prefixedNo, help: "Elect a leader among the replicas.")
    var leaderElect = true

    @Option(
        help: ArgumentHelp(
            "Path of the audit log, a hash chain of JSON lines with all decisions and changes; - is standard output.",
            valueName: "file"))
    var auditLog: String?

    @Option(
        help: ArgumentHelp(
            "Maximum size of an audit log file in MiB. A full file is renamed to FILE.1; up to FILE.7 are kept.",
            valueName: "mib"))
    var auditLogSize = 64

    func validate() throws {
        guard (1...1_048_576).contains(auditLogSize) else {
            throw ValidationError("--audit-log-size must be from 1 to 1048576 MiB")
        }
    }

    func run() async throws {
        try await reporting {
            let address = try ListenAddress(listen)
            let levels = LogLevelSwitch(logLevel)
            let logger = makeLogger(levels)
            let configuration = self.configuration
            let audit = try openAuditLog(identity: configuration.identity, logger)
            let transport = try CurlTransport(
                configuration: CurlTransportConfiguration(userAgent: Release.userAgent))
            let metrics = OperatorMetrics(version: Release.version)
            let client = KubernetesClient(
                configuration: try cluster.configuration(),
                transport: RequestMeter(transport, to: .kubernetes, metrics: metrics),
                userAgent: Release.userAgent)
            try await client.requireCluster()
            if leaderElect { try await requireOwnNamespace(client) }
            let spans = try makeExporter(transport, metrics, logger)
            let health = OperatorHealth()
            let shell = Operator(
                configuration: configuration, client: client, transport: transport, metrics: metrics, health: health,
                logger: logger, audit: audit, spans: spans)
            let server = HealthServer.make(
                host: address.host, port: address.port, health: health, metrics: metrics, levels: levels,
                operatorLogger: logger, logger: .quieter(than: logger))
            let group = ServiceGroup(
                configuration: .init(
                    services: (spans.map { [.init(service: $0)] } ?? []) + [
                        .init(service: ProbeService(server: server, address: address)),
                        .init(
                            service: shell, successTerminationBehavior: .gracefullyShutdownGroup,
                            failureTerminationBehavior: .gracefullyShutdownGroup),
                    ], gracefulShutdownSignals: [.sigterm, .sigint], logger: .quieter(than: logger)))
            try await group.run()
            await transport.shutdown()
            await audit?.close()
        }
    }

    private func makeExporter(
        _ transport: any HTTPTransport, _ metrics: OperatorMetrics, _ logger: Logger
    ) throws -> SpanExporter? {
        do {
            let configuration = try OTLPConfiguration.read(
                ProcessInfo.processInfo.environment, file: InputFile.read)
            return configuration.map {
                SpanExporter(
                    $0, version: Release.version, transport: transport, metrics: metrics, logger: logger)
            }
        } catch let problem as OTLPConfiguration.Problem {
            throw CommandFailure("\(problem)", code: .misconfigured)
        }
    }

    private func openAuditLog(identity: String?, _ logger: Logger) throws -> AuditLog? {
        guard let auditLog else { return nil }
        do throws(AuditLogError) {
            return try AuditLog.open(
                auditLog, limit: auditLogSize << 20,
                shell: ["version": .string(Release.version), "identity": .string(identity ?? "")],
                now: Timestamp(.now), logger: logger)
        } catch {
            throw CommandFailure("\(error)", code: .misconfigured)
        }
    }

    /// Without the namespace no replica can be elected. If it cannot be read, the election reports the error.
    private func requireOwnNamespace(_ client: KubernetesClient) async throws {
        let name = configuration.ownNamespace
        do throws(KubernetesError) {
            _ = try await client.get(.namespaces, ObjectKey(name: name))
        } catch  where error.isNotFound {
            throw CommandFailure(
                "there is no namespace \(name) for the Lease; create it (kubectl create namespace \(name)), "
                    + "or set another one with --own-namespace", code: .misconfigured)
        } catch {}
    }

    private static func logLevel(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw ValidationError(
                "\"\(text)\" is not one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return level
    }

    private static func logFormat(_ text: String) throws -> LogFormat {
        guard let format = LogFormat(rawValue: text) else {
            throw ValidationError("\"\(text)\" is neither text nor json")
        }
        return format
    }

    private var configuration: OperatorConfiguration {
        let environment = ProcessInfo.processInfo.environment
        let host = environment["POD_NAME"] ?? ProcessInfo.processInfo.hostName
        return OperatorConfiguration(
            namespaces: namespace, ownNamespace: ownNamespace ?? environment["POD_NAMESPACE"] ?? "evenkeel",
            identity: leaderElect ? "\(host)_\(UInt32.random(in: .min ... .max))" : nil)
    }

    private func makeLogger(_ levels: LogLevelSwitch) -> Logger {
        let format = logFormat ?? (Terminal.isErrorTerminal ? .text : .json)
        return Logger(label: "evenkeel") { StructuredLogHandler(label: $0, format: format, levels: levels) }
    }
}

extension Logger {
    /// A logger for libraries, whose start and stop messages are not useful.
    static func quieter(than logger: Logger) -> Logger {
        var quieter = logger
        quieter.logLevel = max(logger.logLevel, .warning)
        return quieter
    }
}

/// The probes' server, whose failure to listen is reported in words.
private struct ProbeService<Server: Service>: Service {
    let server: Server
    let address: ListenAddress

    func run() async throws {
        do {
            try await server.run()
        } catch {
            throw address.failure(error)
        }
    }
}
