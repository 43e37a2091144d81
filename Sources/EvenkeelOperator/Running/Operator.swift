import AsyncAlgorithms
import EvenkeelEngine
public import HTTPTransport
public import KubernetesClient
import KubernetesRuntime
import KubernetesTypes
public import Logging
public import ServiceLifecycle

/// The live shell: watches, evaluates, acts.
public struct Operator: Service {
    private let configuration: OperatorConfiguration
    private let client: KubernetesClient
    private let transport: any HTTPTransport
    private let metrics: OperatorMetrics
    private let health: OperatorHealth
    private let logger: Logger
    private let audit: AuditLog?
    private let tracer: DecisionTracer?
    private let time: any TimeSource

    /// - Parameters:
    ///   - audit: where decisions and changes are accounted for; without it they are not.
    ///   - spans: where traces of decisions go; without it there are none.
    public init(
        configuration: OperatorConfiguration, client: KubernetesClient, transport: any HTTPTransport,
        metrics: OperatorMetrics, health: OperatorHealth, logger: Logger, audit: AuditLog? = nil,
        spans: SpanExporter? = nil,
        time: any TimeSource = SystemTimeSource()
    ) {
        self.configuration = configuration
        self.client = client
        self.transport = transport
        self.metrics = metrics
        self.health = health
        self.logger = logger
        self.audit = audit
        tracer = spans.map { spans in DecisionTracer { spans.take($0) } }
        self.time = time
    }

    /// Until a graceful shutdown, cancellation, or the loss of the lease.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            guard let identity = configuration.identity else { return await lead(OpenFence()) }
            let election = makeElection(identity)
            // A replica that waits is ready: it takes over within seconds, and a rollout must not wait for it.
            health.ready()
            try await election.run { await lead(LeaseFence(election: election, leadership: $0)) }
        }
    }

    private func makeElection(_ identity: String) -> LeaderElection {
        LeaderElection(
            client: client,
            configuration: LeaderElectionConfiguration(
                namespace: configuration.ownNamespace, name: configuration.leaseName, identity: identity),
            time: time, onError: { logger.warning("leader election: \($0)") })
    }

    private func lead(_ fence: any Fence) async {
        let fences = Fences(
            leader: fence, accountableLeader: audit.map { AuditFence(log: $0, inner: fence) } ?? fence)
        metrics.process.leader.set(1)
        health.alive()
        defer {
            metrics.process.leader.set(0)
            health.standsBy()
        }
        let observations = AsyncChannel<Observation>()
        let watchHealth = WatchHealth(logger: logger)
        let view = ClusterView(time: time, watchHealth: watchHealth)
        let sources = MetricSourceClients(
            client: client, transport: RequestMeter(transport, to: .metricSource, metrics: metrics),
            ownNamespace: configuration.ownNamespace, time: time)
        let feed = ResourceFeed(
            client: client, time: time, scopes: configuration.namespaces, observations: observations,
            watchHealth: watchHealth)
        let approvals = ApprovalWatch(client: client, time: time, observations: observations)
        let recorder = EventRecorder(
            client: client, controller: "evenkeel.dev/operator", instance: configuration.identity ?? "evenkeel",
            time: time, onError: { logger.debug("an Event was not stored: \($0)") })
        let executor = EffectExecutor(
            sender: RequestSender(client: client, fences: fences),
            evaluations: Evaluator(
                view: view, sources: sources, metrics: metrics, tracer: tracer, blindness: { feed.blindness }),
            events: ClusterEvents(recorder: recorder),
            metrics: metrics, logger: logger, tracer: tracer)
        let runner = EngineRunner(
            observations: observations, executor: executor, audit: audit, time: time, health: health,
            metrics: metrics)
        await withDiscardingTaskGroup { group in
            group.addTask { await view.watch(client, scopes: configuration.namespaces) }
            group.addTask { await feed.run() }
            group.addTask { await approvals.run() }
            group.addTask { await recorder.run() }
            group.addTask { await runner.run() }
            group.addTask { await start(view, feed, approvals, observations, watchHealth) }
            group.addTask { await measure(recorder) }
        }
    }

    private func measure(_ recorder: EventRecorder) async {
        while !Task.isCancelled {
            metrics.setDepth(recorder.waitingCount, of: .events)
            metrics.setDropped(recorder.droppedCount, of: .events)
            metrics.decisions.auditLogBlocked.set(await audit?.problem == nil ? 0 : 1)
            try? await time.sleep(for: .seconds(1))
        }
    }

    /// The engine begins when everything has been read once: before that it could not tell new from forgotten.
    private func start(
        _ view: ClusterView, _ feed: ResourceFeed, _ approvals: ApprovalWatch,
        _ observations: AsyncChannel<Observation>, _ watchHealth: WatchHealth
    ) async {
        while !Task.isCancelled {
            let missing = view.missing + feed.missing
            guard let first = missing.first else { break }
            health.notReady(
                "\(first) \(missing.count > 1 ? "and \(missing.count - 1) more kinds " : "")were not read yet"
                    + watchHealth.clause(for: first))
            try? await time.sleep(for: .milliseconds(50))
        }
        await feed.sendEverything()
        await observations.send(.approvalsVouched(approvals.current))
        await observations.send(.started)
        health.ready()
        logger.info("started", metadata: ["namespaces": "\(scopeText)"])
    }

    private var scopeText: String {
        configuration.namespaces.isEmpty ? "all" : configuration.namespaces.joined(separator: ",")
    }
}
