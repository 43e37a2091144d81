import EvenkeelAPI
import EvenkeelEngine
import KubernetesClient
import KubernetesTypes
import PrometheusClient
import TimeSeries

/// Reads a policy's target and queries its signals' sources.
struct Evaluator: Sendable {
    let view: ClusterView
    let sources: MetricSourceClients
    let metrics: OperatorMetrics
    var tracer: DecisionTracer?
    /// Why Evenkeel's own resources may be outdated.
    var blindness: @Sendable () -> String? = { nil }

    func perform(_ request: EvaluationRequest) async -> Evaluation {
        let begun = view.time.now
        let asked = await withTaskGroup(of: Asked.self) { group in
            for query in request.queries {
                group.addTask {
                    let begun = view.time.now
                    let answer = await ask(query, request.sources[query.source], at: request.at)
                    return Asked(query: query, answer: answer, begun: begun, ended: view.time.now)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        // Last, so that the target is as it is when the answers are judged.
        let target =
            blindness().map { .unavailable($0) }
            ?? view.snapshot(of: request.target, canaries: request.canaries, in: request.policy.namespace ?? "")
        if let tracer {
            let evaluation = Span(
                name: "evaluation", start: begun, end: view.time.now,
                attributes: ["evenkeel.policy": "\(request.policy)"])
            tracer.evaluated(request.policy, [evaluation] + asked.map { $0.span(under: evaluation.id) })
        }
        return Evaluation(policy: request.policy, at: request.at, target: target, answers: asked.map(\.answer))
    }

    private func ask(_ query: Query, _ source: MetricSourceSpec?, at time: Timestamp) async -> Answer {
        let content: Answer.Content
        var warnings: [String] = []
        switch await sources.client(named: query.source, source) {
        case .failure(let problem): content = .failed(problem.reason)
        case .success(let client):
            do throws(PrometheusError) {
                (content, warnings) = try await answer(query, client, at: time)
            } catch {
                content = error.isAboutQuery ? .rejected("\(error)") : .failed("\(error)")
            }
        }
        return Answer(signal: query.signal, role: query.role, content: content, warnings: warnings)
    }

    private func answer(
        _ query: Query, _ client: SourceClient, at time: Timestamp
    ) async throws(PrometheusError) -> (Answer.Content, warnings: [String]) {
        switch (client, query.role) {
        case (.alerts(let alertmanager), .alerts):
            let alerts = try await alertmanager.alerts(matching: query.labels)
            let sample = Sample(time: time.secondsSince1970, value: 1)
            return (.series(alerts.map { Series(labels: $0.labels, samples: [sample]) }), [])
        case (.alerts(let alertmanager), .silences):
            return (.silences(try await alertmanager.activeSilences().map(Silence.init)), [])
        case (.alerts, _):
            return (.rejected("MetricSource \(query.source) is an Alertmanager, which answers alert signals only"), [])
        case (.expressions, .silences):
            return (.rejected("MetricSource \(query.source) is no Alertmanager, so that it knows no silences"), [])
        case (.expressions(_, alerts: false), .alerts):
            return (.rejected("MetricSource \(query.source) is a Loki, which knows no alerts"), [])
        case (.expressions(let source, _), _):
            let result = try await result(query, source, at: time)
            return (.series(result.series), result.warnings)
        }
    }

    private func result(
        _ query: Query, _ source: any MetricQuerying, at time: Timestamp
    ) async throws(PrometheusError) -> QueryResult {
        switch query.kind {
        case .instant: try await source.query(query.expression, at: time.secondsSince1970)
        case .samples: try await source.query(query.rangeSelector, at: time.secondsSince1970)
        case .range(let from, let to, let step):
            try await source.queryRange(
                query.expression, from: from.secondsSince1970, to: to.secondsSince1970, step: step)
        }
    }
}

/// A query that was answered, and how long that took.
private struct Asked: Sendable {
    var query: Query
    var answer: Answer
    var begun: Timestamp
    var ended: Timestamp

    func span(under evaluation: SpanID) -> Span {
        var span = Span(parent: evaluation, name: "query", kind: .client, start: begun, end: ended)
        span.attributes = [
            "evenkeel.signal": query.signal, "evenkeel.role": query.role.rawValue, "evenkeel.source": query.source,
        ]
        switch answer.content {
        case .failed(let reason), .rejected(let reason): span.failure = reason
        case .series, .silences: break
        }
        return span
    }
}

extension Silence {
    fileprivate init(_ silence: AlertmanagerSilence) {
        self.init(
            id: silence.id,
            matchers: silence.matchers.map { matcher in
                Matcher(
                    name: matcher.name, value: matcher.value, isRegex: matcher.isRegex, isEqual: matcher.isEqual)
            }, createdBy: silence.createdBy, comment: silence.comment,
            endsAt: Timestamp(secondsSince1970: silence.endsAt))
    }
}
