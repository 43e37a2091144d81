import EvenkeelAPI
import EvenkeelBacktest
import EvenkeelEngine
import JSONValue
import KubernetesTypes
import PrometheusClient
import TimeSeries

/// Asks a Prometheus as the operator does: one instant query for each question of each evaluation.
struct InstantPast: Past {
    let client: PrometheusClient
    var notices: [String] { [] }

    func answers(to request: EvaluationRequest) async throws(PastError) -> [Answer] {
        var answers: [Answer] = []
        for query in request.queries { answers.append(await answer(query, at: request.at)) }
        return answers
    }

    private func answer(_ query: Query, at time: Timestamp) async -> Answer {
        do throws(PrometheusError) {
            let result =
                switch query.kind {
                case .instant, .samples: try await client.query(query.rangeSelector, at: time.secondsSince1970)
                case .range(let from, let to, let step):
                    try await client.queryRange(
                        query.expression, from: from.secondsSince1970, to: to.secondsSince1970, step: step)
                }
            let series = result.series.map { series in
                Series(labels: series.labels, samples: series.samples.map { .init(time: $0.time, value: $0.value) })
            }
            return Answer(
                signal: query.signal, role: query.role, content: .series(series), warnings: result.warnings)
        } catch {
            return Answer(
                signal: query.signal, role: query.role,
                content: error.isAboutQuery ? .rejected("\(error)") : .failed("\(error)"))
        }
    }
}

/// A shadow as it runs live: answers come a little later than their questions, from instant queries.
struct LiveShadow {
    static let latency = 0.2

    struct Shadowed: Hashable {
        var rule: String
        var at: Timestamp
        var confidence: String
        var evidence: [String]
        var plan: String
        var message: String
    }

    private var engine = Engine()
    private var now: Timestamp
    private var queue: [(at: Timestamp, observation: Observation)] = []
    private var stored: [ObjectKey: Remediation] = [:]
    private(set) var shadowed: [Shadowed] = []
    private let target: TargetSnapshot

    init(from: Timestamp, target: TargetSnapshot) {
        now = from
        self.target = target
    }

    mutating func run(
        _ policy: RemediationPolicy, _ source: MetricSource, _ past: InstantPast, until end: Timestamp
    ) async throws {
        for observation in [Observation.metricSourceChanged(source), .policyChanged(policy), .started] {
            try await step(observation, past)
        }
        while let next = [queue.map(\.at).min(), engine.nextDeadline].compactMap(\.self).min(), next <= end {
            now = max(now, next)
            if let index = queue.firstIndex(where: { $0.at <= now }) {
                try await step(queue.remove(at: index).observation, past)
            } else {
                try await step(.timePassed, past)
            }
        }
    }

    private mutating func step(_ observation: Observation, _ past: InstantPast) async throws {
        for effect in engine.step(observation, now: now) {
            let answer: Observation?
            switch effect {
            case .evaluate(let request):
                let answers = try await past.answers(to: request)
                answer = .evaluated(
                    Evaluation(policy: request.policy, at: request.at, target: target, answers: answers))
            case .createRemediation(let id, let remediation, _): answer = .answered(id, store(remediation, isNew: true))
            case .writeRemediationStatus(let id, let remediation):
                answer = .answered(id, store(remediation, isNew: false))
            case .writePolicyStatus(let id, _, _, _), .writeMetricSourceStatus(let id, _, _, _),
                .writeGuardrailStatus(let id, _, _, _), .change(let id, _):
                answer = .answered(id, .done(nil))
            case .read(let id, let reference):
                answer = .answered(id, stored[reference.key].map(Self.answer) ?? .notSent("there is no such object"))
            case .deleteRemediation, .recordEvent, .audit: answer = nil
            }
            if let answer { queue.append((now + Self.latency, answer)) }
        }
    }

    private static func answer(_ remediation: Remediation) -> Outcome {
        .done((try? JSON(encoding: remediation)).map { KubernetesObject($0) })
    }

    private mutating func store(_ remediation: Remediation, isNew: Bool) -> Outcome {
        var remediation = remediation
        if isNew {
            remediation.metadata.uid = "live-\(stored.count)"
            remediation.metadata.creationTimestamp = now
        }
        if remediation.status?.phase == .shadowed, stored[remediation.key]?.status?.phase != .shadowed {
            shadowed.append(
                Shadowed(
                    rule: remediation.spec.rule, at: remediation.metadata.creationTimestamp ?? now,
                    confidence: "\(remediation.spec.confidence)",
                    evidence: remediation.spec.evidence.map(\.explanation), plan: remediation.spec.plan.summary,
                    message: remediation.status?.timeline.last?.message ?? ""))
        }
        stored[remediation.key] = remediation
        return Self.answer(remediation)
    }
}
