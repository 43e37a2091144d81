import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesClient
import KubernetesTypes
import Logging
import Synchronization

/// Carries effects out and decides nothing.
struct EffectExecutor: Sendable {
    let sender: RequestSender
    let evaluations: Evaluator
    let events: any EventSink
    let metrics: OperatorMetrics
    let logger: Logger
    let tracer: DecisionTracer?
    private let effectsInProgress = EffectsInProgress()
    private let failures = ReportedFailures()

    init(
        sender: RequestSender, evaluations: Evaluator, events: any EventSink, metrics: OperatorMetrics,
        logger: Logger, tracer: DecisionTracer? = nil
    ) {
        self.sender = sender
        self.evaluations = evaluations
        self.events = events
        self.metrics = metrics
        self.logger = logger
        self.tracer = tracer
    }

    /// The observation that answers the effect; `nil` for effects without an answer.
    func perform(_ effect: Effect) async -> Observation? {
        let queue: OperatorMetrics.Queue = if case .evaluate = effect { .evaluations } else { .effects }
        metrics.setDepth(effectsInProgress.add(1, to: queue), of: queue)
        defer { metrics.setDepth(effectsInProgress.add(-1, to: queue), of: queue) }
        return await carryOut(effect)
    }

    private func carryOut(_ effect: Effect) async -> Observation? {
        switch effect {
        case .evaluate(let request): return .evaluated(await evaluation(request))
        case .recordEvent(let record):
            await events.record(record)
            return nil
        case .audit: return nil
        case .change(let id, let change): return .answered(id, await perform(change, effect))
        case .createRemediation, .writeRemediationStatus, .deleteRemediation, .writePolicyStatus,
            .writeMetricSourceStatus, .writeGuardrailStatus, .read:
            let outcome = await send(effect)
            if case .done = outcome { reportDone(effect) }
            // A Remediation that was not deleted is still there at the next evaluation, and deleted then.
            return effect.id.map { .answered($0, outcome) }
        }
    }

    private func evaluation(_ request: EvaluationRequest) async -> Evaluation {
        let begun = ContinuousClock.now
        let evaluation = await evaluations.perform(request)
        metrics.signals.policyEvaluations.add()
        metrics.signals.policyEvaluationDuration.observe(begun.duration(to: .now) / .seconds(1))
        return evaluation
    }
}

// Requests to the API server.
extension EffectExecutor {
    private func perform(_ change: ClusterChange, _ effect: Effect) async -> Outcome {
        let begun = evaluations.view.time.now
        let outcome: Outcome
        do throws(SendFailure) {
            outcome = .done(try await sender.send(change.request, effect.authority))
        } catch {
            outcome = Outcome(error, of: change.request)
        }
        tracer?.changed(change, outcome, from: begun, to: evaluations.view.time.now)
        metrics.countChange(outcome.metric, isDryRun: change.isDryRun)
        logger.info(
            "\(change.isDryRun ? "dry run" : "change"): \(change.purpose.rawValue)",
            metadata: [
                "remediation": "\(change.remediation)", "outcome": "\(outcome.metric.rawValue)",
                "decision": "\(change.decision ?? "")",
            ])
        return outcome
    }

    /// A failure is reported once for each object, however often the request is sent again.
    private func send(_ effect: Effect) async -> Outcome {
        let request: ClusterRequest
        do throws(UnwritableObject) {
            guard let wanted = try effect.request() else { return .done(nil) }
            request = wanted
        } catch {
            return .notSent("\(error)")
        }
        do throws(SendFailure) {
            let object = try await sender.send(request, effect.authority)
            failures.forget(request.key)
            return .done(object)
        } catch {
            if case .failed(let error) = error { report(error, of: request.key) }
            return Outcome(error, of: request)
        }
    }

    private func report(_ error: KubernetesError, of key: ObjectKey) {
        // Somebody was quicker: evaluated and, where it is still wanted, done again.
        let isRace = error.isConflict || error.isAlreadyExists || error.status?.saysNotFound == true
        let isNews = !isRace && failures.note("\(error)", of: key)
        logger.log(level: isNews ? .warning : .debug, "\(error)")
    }

    private func reportDone(_ effect: Effect) {
        switch effect {
        case .createRemediation(_, let remediation, let decision):
            logger.info(
                "proposed: \(remediation.spec.plan.summary)",
                metadata: [
                    "remediation": "\(remediation.key)", "confidence": "\(remediation.spec.confidence)",
                    "decision": "\(decision ?? "")",
                ])
        case .writeRemediationStatus(_, let remediation):
            // Before the first entry of its timeline, only the dry run's result is noted, which has a line of its own.
            guard let last = remediation.status?.timeline.last else { return }
            logger.info(
                "\(last.phase.rawValue): \(last.message)",
                metadata: [
                    "remediation": "\(remediation.key)", "decision": "\(remediation.status?.decision ?? "")",
                ])
        default: break
        }
    }
}

/// How many effects are being carried out.
private final class EffectsInProgress: Sendable {
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

/// What went wrong last with each object, so that it is reported once.
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
