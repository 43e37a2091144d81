import EvenkeelAPI
public import EvenkeelEngine
import KubernetesTypes
public import PrometheusClient

/// The past from a Prometheus. Evaluations are answered from range queries, a few thousand evaluations at once; a range evaluation
/// gives at each of its times what an instant query would have given then. Where it would not, the question is asked as it
/// was asked live.
public struct RangePast: Past {
    /// Times evaluated by one request; Prometheus refuses more than 11,000 for each series.
    static let points = 4_000

    private let client: PrometheusClient
    /// Seconds between two evaluations.
    private let intervals: [ObjectKey: Double]
    private let end: Int
    private var caches: [CacheKey: RangeCache] = [:]
    private var samples: [String: SampleCache] = [:]
    private var coverage = RangeCoverage()
    /// Those of the MetricSources that are a Loki.
    private let lokis: Set<String>

    struct CacheKey: Hashable, Sendable {
        var expression: String
        /// Milliseconds.
        var step: Int
        var isInstant: Bool
    }

    public init(client: PrometheusClient, setup: BacktestSetup) {
        self.client = client
        intervals = Dictionary(setup.policies.map { ($0.key, $0.spec.interval.seconds) }, uniquingKeysWith: { $1 })
        lokis = Set(setup.sources.filter(\.spec.countsFromLogs).compactMap(\.metadata.name))
        end = RangeCache.milliseconds(setup.to.secondsSince1970)
    }

    public mutating func answers(to request: EvaluationRequest) async throws(PastError) -> [Answer] {
        var answers: [Answer] = []
        answers.reserveCapacity(request.queries.count)
        for query in request.queries { answers.append(try await answer(query, request)) }
        return answers
    }

    private mutating func answer(_ query: Query, _ request: EvaluationRequest) async throws(PastError) -> Answer {
        let outcome = try await outcome(query, request)
        coverage.take(outcome.content, of: query, request)
        return Answer(signal: query.signal, role: query.role, content: outcome.content, warnings: outcome.warnings)
    }

    private mutating func outcome(
        _ query: Query, _ request: EvaluationRequest
    ) async throws(PastError) -> RangeCache.Outcome {
        guard !lokis.contains(query.source) else {
            return RangeCache.Outcome(
                content: .rejected(
                    "MetricSource \(query.source) is a Loki, which backtest cannot query; provide the historical data of the signal as a CSV file"
                ))
        }
        switch query.kind {
        case .instant:
            let at = RangeCache.milliseconds(request.at.secondsSince1970)
            return try await lookup(query, from: at, to: at, step: intervals[request.policy] ?? 30, isInstant: true)
        case .samples(let seconds):
            let at = RangeCache.milliseconds(request.at.secondsSince1970)
            var cache = samples.removeValue(forKey: query.expression) ?? SampleCache(query.expression)
            defer { samples[query.expression] = cache }
            return try await cache.outcome(from: at - RangeCache.milliseconds(seconds), to: at, end: end, client)
        case .range(let from, let to, let step):
            return try await lookup(
                query, from: RangeCache.milliseconds(from.secondsSince1970),
                to: RangeCache.milliseconds(to.secondsSince1970),
                step: step, isInstant: false)
        }
    }

    private mutating func lookup(
        _ query: Query, from: Int, to: Int, step: Double, isInstant: Bool
    ) async throws(PastError) -> RangeCache.Outcome {
        let step = max(1, RangeCache.milliseconds(step))
        let key = CacheKey(expression: query.expression, step: step, isInstant: isInstant)
        var cache = caches[key] ?? RangeCache(step: step)
        guard !dependsOnRange(query.expression), !cache.isExactOnly else {
            return try await ask(query.expression, from: from, to: to, step: step, isInstant: isInstant)
        }
        if !cache.covers(from: from, to: to) {
            let ahead = min(end + step, from + (Self.points - 1) * step)
            let through = max(to, from + (ahead - from) / step * step)
            var reader = RangeReader(client: client, expression: query.expression, step: step, isInstant: isInstant)
            cache.parts = try await reader.read(from: from, to: through, needed: to)
            cache.isExactOnly = reader.isExactOnly
            caches[key] = cache
        }
        guard !cache.isUnread(from: from, to: to) else {
            return try await ask(query.expression, from: from, to: to, step: step, isInstant: isInstant)
        }
        defer { caches[key] = cache }
        caches[key] = nil
        return cache.outcome(from: from, to: to, isInstant: isInstant)
    }

    /// `@ start()` and `@ end()` are the times of the question, which a longer range would move.
    private func dependsOnRange(_ expression: String) -> Bool {
        expression.contains("start()") || expression.contains("end()")
    }

    /// Asks as a live evaluation does.
    private func ask(
        _ expression: String, from: Int, to: Int, step: Int, isInstant: Bool
    ) async throws(PastError) -> RangeCache.Outcome {
        let reader = RangeReader(client: client, expression: expression, step: step, isInstant: isInstant)
        return RangeCache.Outcome(try await reader.exactly(from: from, to: to))
    }

    public var notices: [String] { coverage.notices }
}

extension MetricSourceSpec {
    fileprivate var countsFromLogs: Bool {
        switch kind {
        case .loki: true
        case .prometheus, .alertmanager, nil: false
        }
    }
}
