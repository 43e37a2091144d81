import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import PrometheusClient

/// Looks at a policy's target and asks its signals' sources.
struct LookPerformer: Sendable {
    let view: ClusterView
    let sources: MetricSourceClients
    let metrics: OperatorMetrics

    func perform(_ request: LookRequest) async -> Look {
        let answers = await withTaskGroup(of: Answer.self) { group in
            for query in request.queries {
                group.addTask { await ask(query, at: request.at) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        // Last, so that the target is as it is when the answers are judged.
        let target = view.snapshot(of: request.target, in: request.policy.namespace ?? "")
        return Look(policy: request.policy, at: request.at, target: target, answers: answers)
    }

    private func ask(_ query: Query, at time: Timestamp) async -> Answer {
        switch await sources.client(named: query.source) {
        case .failure(let problem):
            return Answer(signal: query.signal, role: query.role, content: .failed(problem.reason))
        case .success(let client):
            do throws(PrometheusError) {
                return answer(query, try await result(query, client, at: time))
            } catch {
                let content: Answer.Content = error.isAboutQuery ? .rejected("\(error)") : .failed("\(error)")
                return Answer(signal: query.signal, role: query.role, content: content)
            }
        }
    }

    private func result(
        _ query: Query, _ client: PrometheusClient, at time: Timestamp
    ) async throws(PrometheusError) -> QueryResult {
        switch query.kind {
        case .instant: try await client.query(query.expression, at: time.secondsSince1970)
        case .range(let from, let to, let step):
            try await client.queryRange(
                query.expression, from: from.secondsSince1970, to: to.secondsSince1970, step: step)
        }
    }

    private func answer(_ query: Query, _ result: QueryResult) -> Answer {
        let series = result.series.map { series in
            Series(labels: series.labels, samples: series.samples.map { .init(time: $0.time, value: $0.value) })
        }
        return Answer(signal: query.signal, role: query.role, content: .series(series), warnings: result.warnings)
    }
}
