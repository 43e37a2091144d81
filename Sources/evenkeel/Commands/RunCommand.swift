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
        discussion: """
            Watches policies and acts as their modes allow. With leader election, any number of replicas may run; \
            one of them acts.
            """)

    @OptionGroup var cluster: ClusterOptions

    @Option(name: .shortAndLong, help: "Namespace to look at; repeat for several. Default: all.")
    var namespace: [String] = []

    @Option(help: "Address for /livez, /readyz and /metrics; from loopback also /loglevel.")
    var listen = "127.0.0.1:8080"

    @Option(help: "trace, debug, info, notice, warning, error or critical.", transform: Self.logLevel)
    var logLevel = Logger.Level.info

    @Option(help: "text or json. Default: text on a terminal, json otherwise.", transform: Self.logFormat)
    var logFormat: LogFormat?

    @Option(
        help: "Namespace of the lease, and of Secrets that MetricSources name. Default: $POD_NAMESPACE, then evenkeel.")
    var ownNamespace: String?

    @Flag(inversion: .prefixedNo, help: "Elect one leader among replicas by a Lease.")
    var leaderElect = true

    @Option(
        help: ArgumentHelp(
            "Append every decision and change to this file, as a chain of JSON lines; - is standard output.",
            valueName: "file"))
    var auditLog: String?

    @Option(
        help: ArgumentHelp(
            "Size of the audit log's file in MiB; a full one becomes FILE.1, and so on to FILE.7, the last.",
            valueName: "mib"))
    var auditLogSize = 64

    func validate() throws {
        guard (1...1_048_576).contains(auditLogSize) else {
            throw ValidationError("--audit-log-size is a number of MiB from 1 to 1048576")
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

    /// Without it no replica could ever be elected. Where it cannot be read, the election says what is wrong.
    private func requireOwnNamespace(_ client: KubernetesClient) async throws {
        let name = configuration.ownNamespace
        do throws(KubernetesError) {
            _ = try await client.get(.namespaces, ObjectKey(name: name))
        } catch  where error.isNotFound {
            throw CommandFailure(
                "there is no namespace \(name) for the lease; create it (kubectl create namespace \(name)), "
                    + "or name another with --own-namespace", code: .misconfigured)
        } catch {}
    }

    private static func logLevel(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw ValidationError(
                "\"\(text)\" is none of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
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
    /// For libraries, whose start and stop is no news to the operator's readers.
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
