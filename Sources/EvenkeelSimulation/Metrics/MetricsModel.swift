import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import TimeSeries

/// What an evaluation is answered by the metric source, and what is really the case.
final class MetricsModel {
    private let fleet: Fleet
    private let clock: SimulationClock
    private let journal: Journal
    private var prometheus: Prometheus

    init(seed: UInt64, fleet: Fleet, clock: SimulationClock, journal: Journal) {
        self.fleet = fleet
        self.clock = clock
        self.journal = journal
        prometheus = Prometheus(seed: seed)
    }

    /// From now on every answer is wrong in this way; `nil` ends it.
    func setFault(_ fault: MetricFault?) { prometheus.fault = fault }

    /// From now on what it knows is so many seconds old.
    func setLag(_ seconds: Double) { prometheus.lag = seconds }

    /// From now on so many of all answers are wrong, each in its own way.
    func setFaultRate(_ rate: Double) { prometheus.metricFaultRate = rate }

    /// What queries ask for.
    func learn(_ questions: [String: Question]) { prometheus.questions.merge(questions) { $1 } }

    /// - Parameters:
    ///   - policy: as the process that asks knows it.
    ///   - target: as that process sees it.
    func evaluation(
        _ request: EvaluationRequest, of policy: RemediationPolicy?, _ target: TargetSnapshot
    ) -> (Evaluation, EvaluationTruth) {
        var answers: [Answer] = []
        var verdicts: [String: EvaluationTruth.Verdict] = [:]
        for signal in policy?.spec.signals ?? [] {
            let queries = request.queries.filter { $0.signal == signal.name }
            guard !queries.isEmpty else { continue }
            let metricFault = prometheus.nextMetricFault()
            if let metricFault { journal.countFault("metrics: \(metricFault.rawValue)") }
            let made = queries.compactMap { answer($0, metricFault, at: request.at) }
            answers += made
            verdicts[signal.name] = verdict(signal, made, metricFault)
        }
        for signal in policy?.spec.signals ?? [] {
            if case .workload(let workload) = signal.kind {
                verdicts[signal.name] = EvaluationTruth.Verdict(workload, target, now: clock.now)
            }
        }
        let evaluation = Evaluation(policy: request.policy, at: request.at, target: target, answers: answers)
        return (evaluation, EvaluationTruth(evaluation, verdicts, policy))
    }

    private func answer(_ query: Query, _ metricFault: MetricFault?, at time: Timestamp) -> Answer? {
        if query.role == .sampledAt { return prometheus.sampledAt(query, metricFault, at: time, now: clock.now) }
        guard let question = prometheus.questions[query.expression] else {
            return Answer(
                signal: query.signal, role: query.role, content: .failed("unknown query \(query.expression)"))
        }
        let traffic = fleet[question.application]?.traffic ?? Traffic()
        return prometheus.answer(query, question, traffic, metricFault, at: time, now: clock.now)
    }

    private func verdict(
        _ signal: Signal, _ answers: [Answer], _ metricFault: MetricFault?
    ) -> EvaluationTruth.Verdict {
        guard case .errorRate(let errorRate) = signal.kind else {
            return metricFault?.isUnusableSeries == true ? .unusable : .open
        }
        // What counts is what several evaluations have collected. Several counters are no mistake.
        if errorRate.counts.areCounters, metricFault?.isUnusable != true || metricFault == .several { return .open }
        // How old the samples are is asked for, too; about two minutes it may be seen either way.
        if metricFault == nil, prometheus.lag > 60 { return .open }
        guard metricFault?.isUnusable != true, let errors = number(answers, .errors),
            let requests = number(answers, .requests),
            requests >= Double(errorRate.minimumRequests)
        else { return .unusable }
        return min(errors, requests) > errorRate.limit.fraction * requests ? .bad : .good
    }

    private func number(_ answers: [Answer], _ role: Query.Role) -> Double? {
        guard case .series(let series)? = answers.first(where: { $0.role == role })?.content, series.count == 1 else {
            return nil
        }
        return series.first?.samples.last?.value
    }
}
