import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes

// What an evaluation is told, and what the world knows of it.
extension World {
    func evaluation(_ request: EvaluationRequest, _ process: Operator) -> (Evaluation, EvaluationTruth) {
        var answers: [Answer] = []
        var verdicts: [String: EvaluationTruth.Verdict] = [:]
        let policy = process.told.policies[request.policy]
        for signal in policy?.spec.signals ?? [] {
            let queries = request.queries.filter { $0.signal == signal.name }
            guard !queries.isEmpty else { continue }
            let metricFault = prometheus.nextMetricFault()
            if let metricFault { tally.faults["metrics: \(metricFault.rawValue)", default: 0] += 1 }
            let made = queries.compactMap { answer($0, metricFault, at: request.at) }
            answers += made
            verdicts[signal.name] = verdict(signal, made, metricFault)
        }
        let target = process.view.snapshot(
            of: request.target, in: request.policy.namespace ?? "", now: now)
        for signal in policy?.spec.signals ?? [] {
            if let workload = signal.workload { verdicts[signal.name] = verdict(workload, target) }
        }
        let evaluation = Evaluation(policy: request.policy, at: request.at, target: target, answers: answers)
        return (evaluation, truth(evaluation, verdicts, policy))
    }

    private func truth(
        _ evaluation: Evaluation, _ verdicts: [String: EvaluationTruth.Verdict], _ policy: RemediationPolicy?
    ) -> EvaluationTruth {
        let key = EvenkeelAPIGroup.Annotation.remediation
        let words = [evaluation.target.workload?.annotations[key], evaluation.target.namespaceAnnotations[key]]
        let evicts = policy?.spec.rules.contains { $0.action.restart != nil } ?? false
        return EvaluationTruth(
            at: evaluation.at, verdicts: verdicts, isTargetKnown: evaluation.target.availability == .known,
            isDisabledByOwner: words.contains("Disabled"), requiresApproval: words.contains("RequireApproval"),
            targetUID: evaluation.target.workload?.uid, protectedPods: evicts ? protectedPods(evaluation.target) : [],
            policyUID: policy?.metadata.uid ?? "",
            generation: policy?.metadata.generation ?? 0)
    }

    /// By the pods' own times: one that has just come, or has just become unready, may be judged either way.
    private func verdict(_ signal: WorkloadSignal, _ target: TargetSnapshot) -> EvaluationTruth.Verdict {
        guard target.availability == .known else { return .unusable }
        guard signal.condition == .notReady else { return .open }
        let unready = target.livePods.filter { !$0.isReady }
        // Since when a pod is missing nobody can tell from what is there.
        guard !unready.isEmpty else { return target.livePods.count < target.workload?.replicas ?? 0 ? .open : .good }
        let hasLasted = unready.contains { pod in
            (pod.readyChangedAt ?? pod.createdAt).map { now - $0 > signal.for.seconds + 60 } ?? false
        }
        return hasLasted ? .bad : .open
    }

    /// Those that the Eviction API would not let go now, by the budgets' own figures.
    private func protectedPods(_ target: TargetSnapshot) -> Set<String> {
        var protected: Set<String> = []
        for pod in target.livePods where pod.phase != "Pending" {
            let covering = target.budgets.filter { $0.selector.matches(pod.labels) }
            guard let budget = covering.first, covering.count == 1, budget.isCurrent else { continue }
            let isLetGo =
                budget.disruptionsAllowed > 0
                || !pod.isReady
                    && (budget.unhealthyPodEvictionPolicy == .alwaysAllow
                        || budget.desiredHealthy > 0 && budget.currentHealthy >= budget.desiredHealthy)
            if !isLetGo { protected.insert(pod.uid) }
        }
        return protected
    }

    private func answer(_ query: Query, _ metricFault: MetricFault?, at time: Timestamp) -> EvenkeelEngine.Answer? {
        if query.role == .sampledAt { return prometheus.sampledAt(query, metricFault, at: time, now: now) }
        guard let question = prometheus.questions[query.expression] else {
            return EvenkeelEngine.Answer(
                signal: query.signal, role: query.role, content: .failed("unknown query \(query.expression)"))
        }
        let traffic = applications[question.application]?.traffic ?? Traffic()
        return prometheus.answer(query, question, traffic, metricFault, at: time, now: now)
    }

    private func verdict(_ signal: Signal, _ answers: [EvenkeelEngine.Answer], _ metricFault: MetricFault?)
        -> EvaluationTruth.Verdict
    {
        guard let errorRate = signal.errorRate else { return metricFault?.isUnusableSeries == true ? .unusable : .open }
        // How old the samples are is asked for, too; about two minutes it may be seen either way.
        if metricFault == nil, prometheus.lag > 60 { return .open }
        guard metricFault?.isUnusable != true, let errors = number(answers, .errors),
            let requests = number(answers, .requests),
            requests >= Double(errorRate.minimumRequests)
        else { return .unusable }
        return min(errors, requests) > errorRate.limit.fraction * requests ? .bad : .good
    }

    private func number(_ answers: [EvenkeelEngine.Answer], _ role: Query.Role) -> Double? {
        guard case .series(let series)? = answers.first(where: { $0.role == role })?.content, series.count == 1 else {
            return nil
        }
        return series.first?.samples.last?.value
    }

    /// How busy and how well every application is, after pods or load have changed; the autoscalers see it, too.
    func updateTraffic() {
        var usage: [String: PodUsage] = [:]
        let pods = cluster.store.list(.pods, namespace: Self.namespace)
        for name in applications.keys.sorted() {
            guard let application = applications[name] else { continue }
            let own = pods.filter { $0.labels["app"] == name && !$0.isBeingDeleted }
            let ready = own.filter { Pod($0)?.isReady == true }
            var level = Traffic.Level(load: application.load, ready: ready.map { WorkloadProfile(of: $0) })
            level.errors = min(level.requests, level.errors + level.requests * max(application.outage, sharedOutage))
            applications[name]?.traffic.set(level, at: now)
            for pod in ready { usage[pod.uid] = PodUsage(milliCPU: 100 * level.busy, memory: 64e6) }
        }
        cluster.controllers.usage = usage
    }
}
