import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesClient
import KubernetesTypes
import Logging
import Synchronization

/// Interprets effects and decides nothing.
struct EffectExecutor: Sendable {
    let client: KubernetesClient
    /// Before each write of a Remediation and of a guardrail's status: a record that a former leader alters would belie
    /// its successor's change, and a status its successor's breaker.
    let fence: any Fence
    let changes: ChangeExecutor
    let evaluations: Evaluator
    let events: any EventSink
    let metrics: OperatorMetrics
    let logger: Logger
    let tracer: DecisionTracer?
    private let underWay = EffectsUnderWay()
    private let failures = ReportedFailures()

    init(
        client: KubernetesClient, fence: any Fence, changes: ChangeExecutor, evaluations: Evaluator,
        events: any EventSink, metrics: OperatorMetrics, logger: Logger, tracer: DecisionTracer? = nil
    ) {
        self.client = client
        self.fence = fence
        self.changes = changes
        self.evaluations = evaluations
        self.events = events
        self.metrics = metrics
        self.logger = logger
        self.tracer = tracer
    }

    /// The observation that answers the effect; `nil` for effects without an answer.
    ///
    /// - Parameter decision: the one that it is carried out for, as the audit log names it.
    func perform(_ effect: Effect, decision: String? = nil) async -> Observation? {
        let queue: OperatorMetrics.Queue = if case .evaluate = effect { .evaluations } else { .effects }
        metrics.setDepth(underWay.add(1, to: queue), of: queue)
        defer { metrics.setDepth(underWay.add(-1, to: queue), of: queue) }
        return await carryOut(effect, decision)
    }

    private func carryOut(_ effect: Effect, _ decision: String?) async -> Observation? {
        switch effect {
        case .evaluate(let request): return .evaluated(await evaluation(request))
        case .createRemediation(let id, let remediation, _): return .answered(id, await create(remediation, decision))
        case .writeRemediationStatus(let id, let remediation): return .answered(id, await writeStatus(remediation))
        case .deleteRemediation(let key, let uid):
            await delete(key, uid: uid)
            return nil
        case .writePolicyStatus(let id, let key, _, let status):
            return .answered(id, await writePolicyStatus(key, status))
        case .writeMetricSourceStatus(let id, let name, _, let status):
            return .answered(id, await writeSourceStatus(name, status))
        case .writeGuardrailStatus(let id, let name, _, let status):
            return .answered(id, await writeGuardrailStatus(name, status))
        case .change(let id, let change): return .answered(id, await perform(change, decision))
        case .read(let id, let reference): return .answered(id, await read(reference))
        case .recordEvent(let record):
            await events.record(record)
            return nil
        case .audit: return nil
        }
    }

    private func evaluation(_ request: EvaluationRequest) async -> Evaluation {
        let begun = ContinuousClock.now
        let evaluation = await evaluations.perform(request)
        metrics.signals.policyEvaluations.add()
        metrics.signals.policyEvaluationDuration.observe(begun.duration(to: .now) / .seconds(1))
        return evaluation
    }

    private func perform(_ change: ClusterChange, _ decision: String?) async -> Outcome {
        let begun = evaluations.view.time.now
        let outcome = await changes.perform(change)
        tracer?.changed(change, outcome, decision: decision, from: begun, to: evaluations.view.time.now)
        metrics.countChange(outcome.metric, isDryRun: change.isDryRun)
        logger.info(
            "\(change.isDryRun ? "dry run" : "change"): \(change.purpose.rawValue)",
            metadata: [
                "remediation": "\(change.remediation)", "outcome": "\(outcome.metric.rawValue)",
                "decision": "\(decision ?? "")",
            ])
        return outcome
    }

    private func create(_ remediation: Remediation, _ decision: String?) async -> Outcome {
        if let objection = await fence.objection() { return .notSent(objection) }
        let outcome = await outcome(remediation.key) { () throws(KubernetesError) in
            try await client.create(Remediation.resourceType, try object(remediation), options: own)
        }
        if case .done = outcome {
            logger.info(
                "proposed: \(remediation.spec.plan.summary)",
                metadata: [
                    "remediation": "\(remediation.key)", "confidence": "\(remediation.spec.confidence)",
                    "decision": "\(decision ?? "")",
                ])
        }
        return outcome
    }

    private func writeStatus(_ remediation: Remediation) async -> Outcome {
        if let objection = await fence.objection() { return .notSent(objection) }
        let outcome = await outcome(remediation.key) { () throws(KubernetesError) in
            try await client.update(
                Remediation.resourceType, try object(remediation), subresource: .status, options: own)
        }
        // Before the first word of its timeline, only the dry run's result is noted, which has a line of its own.
        if case .done = outcome, let last = remediation.status?.timeline.last {
            logger.info(
                "\(last.phase.rawValue): \(last.message)",
                metadata: [
                    "remediation": "\(remediation.key)", "decision": "\(remediation.status?.decision ?? "")",
                ])
        }
        return outcome
    }

    private func writePolicyStatus(_ key: ObjectKey, _ status: RemediationPolicyStatus) async -> Outcome {
        await replaceStatus(RemediationPolicy.resourceType, key, status)
    }

    private func writeSourceStatus(_ name: String, _ status: MetricSourceStatus) async -> Outcome {
        await replaceStatus(MetricSource.resourceType, ObjectKey(name: name), status)
    }

    private func replaceStatus(_ type: ResourceType, _ key: ObjectKey, _ status: some Encodable) async -> Outcome {
        await outcome(key) { () throws(KubernetesError) in
            let patch = JSONPatch([.add(JSONPointer(["status"]), try json(status))])
            return try await client.patch(type, key, .json(patch), subresource: .status, options: own)
        }
    }

    private func writeGuardrailStatus(_ name: String, _ status: GuardrailStatus) async -> Outcome {
        if let objection = await fence.objection() { return .notSent(objection) }
        return await outcome(ObjectKey(name: name)) { () throws(KubernetesError) in
            let patch = JSONPatch([.add(JSONPointer(["status"]), try json(status))])
            return try await client.patch(
                Guardrail.resourceType, ObjectKey(name: name), .json(patch), subresource: .status, options: own)
        }
    }

    private func delete(_ key: ObjectKey, uid: String) async {
        guard await fence.objection() == nil else { return }
        // Tried again with the next evaluation, since the object is then still there.
        _ = try? await client.delete(Remediation.resourceType, key, DeleteOptions(uid: uid), options: own)
    }

    private func read(_ reference: ObjectReference) async -> Outcome {
        await outcome(reference.key) { () throws(KubernetesError) in
            guard let type = try await changes.resourceType(reference) else {
                throw KubernetesError(
                    .invalidRequest("the API server does not serve \(reference.kind)"),
                    operation: .init(verb: "get", resource: reference.kind))
            }
            return try await client.get(type, reference.key)
        }
    }

    private var own: RequestOptions {
        var options = RequestOptions()
        options.fieldManager = EvenkeelAPIGroup.fieldManager
        return options
    }

    private func object(_ value: some Encodable) throws(KubernetesError) -> KubernetesObject {
        KubernetesObject(try json(value))
    }

    private func json(_ value: some Encodable) throws(KubernetesError) -> JSON {
        do {
            return try JSON(encoding: value)
        } catch {
            throw KubernetesError(
                .invalidRequest("the object cannot be written as JSON: \(error)"),
                operation: .init(verb: "encode", resource: "\(type(of: value))"))
        }
    }

    /// - Parameter key: what the request is about, so that a failure is told once, however often it is tried again.
    private func outcome(
        _ key: ObjectKey, _ request: () async throws(KubernetesError) -> KubernetesObject
    ) async -> Outcome {
        do throws(KubernetesError) {
            let object = try await request()
            failures.forget(key)
            return .done(object)
        } catch {
            // Somebody was quicker: evaluated and, where it is still wanted, done again.
            let isRace = error.isConflict || error.isAlreadyExists || error.status?.saysNotFound == true
            let isNews = !isRace && failures.note("\(error)", of: key)
            logger.log(level: isNews ? .warning : .debug, "\(error)")
            return Outcome(error)
        }
    }
}

/// How many effects are being carried out.
private final class EffectsUnderWay: Sendable {
    private let counts = Mutex<[OperatorMetrics.Queue: Int]>([:])

    /// - Returns: the count afterwards.
    func add(_ number: Int, to queue: OperatorMetrics.Queue) -> Int {
        counts.withLock { counts in
            let count = counts[queue, default: 0] + number
            counts[queue] = count
            return count
        }
    }
}

/// What went wrong last with each object, so that it is told once.
private final class ReportedFailures: Sendable {
    /// More than these and the oldest news is news again.
    private static let limit = 1000
    private let reasons = Mutex<[ObjectKey: String]>([:])

    /// - Returns: whether that is news.
    func note(_ reason: String, of key: ObjectKey) -> Bool {
        reasons.withLock { reasons in
            if reasons.count >= Self.limit { reasons = [:] }
            return reasons.updateValue(reason, forKey: key) != reason
        }
    }

    func forget(_ key: ObjectKey) { reasons.withLock { _ = $0.removeValue(forKey: key) } }
}
