import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// The engine in virtual time over the past. It answers evaluations from the past and effects from a model: what the
/// engine writes of its own is stored, a dry run succeeds, and nothing else is ever changed.
public struct Backtest: Sendable {
    private let setup: BacktestSetup
    private var engine = Engine()
    private var now: Timestamp
    private var recorder: Recorder
    private var queue: [Observation] = []
    private var stored: [ObjectKey: Remediation] = [:]
    private var version = 1
    private var targets: [ObjectKey: TargetSnapshot] = [:]

    public init(_ setup: BacktestSetup) {
        self.setup = setup
        now = setup.from
        recorder = Recorder(setup: setup)
    }

    /// Plays the whole range.
    ///
    /// - Parameter progress: called about a hundred times with the share that is done, 0...1.
    public mutating func run(
        _ past: inout some Past, progress: (Double) -> Void = { _ in }
    ) async throws(PastError) -> BacktestRecord {
        try await begin(&past)
        let length = max(1, setup.to - setup.from)
        var reported = 0.0
        while let deadline = engine.nextDeadline, deadline <= setup.to {
            now = deadline > now ? deadline : now + 0.001
            try await observe(.timePassed, &past)
            let share = (now - setup.from) / length
            guard share - reported >= 0.01 else { continue }
            reported = share
            progress(share)
            if Task.isCancelled { throw .cancelled }
        }
        progress(1)
        recorder.notice(past.notices + assumptions)
        return recorder.record
    }

    private mutating func begin(_ past: inout some Past) async throws(PastError) {
        for source in setup.allSources { try await observe(.metricSourceChanged(source), &past) }
        for guardrail in setup.guardrails { try await observe(.guardrailChanged(guardrail), &past) }
        for policy in setup.played { try await observe(.policyChanged(policy), &past) }
        try await observe(.started, &past)
    }

    /// Gives the engine an observation, and the answers to all that comes of it, at the same moment.
    private mutating func observe(_ observation: Observation, _ past: inout some Past) async throws(PastError) {
        queue.append(observation)
        while let next = queue.first {
            queue.removeFirst()
            let effects = engine.step(next, now: now)
            if case .evaluated(let evaluation) = next { recorder.evaluated(evaluation.policy, engine, at: now) }
            for effect in effects {
                if let answer = try await perform(effect, &past) { queue.append(answer) }
            }
        }
    }

    private mutating func perform(_ effect: Effect, _ past: inout some Past) async throws(PastError) -> Observation? {
        switch effect {
        case .evaluate(let request):
            var known = request
            known.queries.removeAll { $0.role == .silences }
            // Nobody recorded the past's silences, so that none is taken to have been in force.
            let silences = request.queries.filter { $0.role == .silences }.map {
                Answer(signal: $0.signal, role: $0.role, content: .silences([]))
            }
            let answers = try await past.answers(to: known) + silences
            return .evaluated(
                Evaluation(policy: request.policy, at: request.at, target: target(request), answers: answers))
        case .createRemediation(let id, let remediation, _):
            queue.append(.answered(id, create(remediation)))
            // As a watch would report it.
            return stored[remediation.key].map { .remediationChanged($0) }
        case .writeRemediationStatus(let id, let remediation): return .answered(id, write(remediation))
        case .deleteRemediation(let key, _):
            stored[key] = nil
            return nil
        case .writePolicyStatus(let id, let key, _, let status):
            recorder.wrote(status, of: key, at: now)
            return .answered(id, .done(nil))
        case .writeMetricSourceStatus(let id, _, _, _), .writeGuardrailStatus(let id, _, _, _):
            return .answered(id, .done(nil))
        case .change(let id, let change):
            return .answered(id, change.isDryRun ? .done(nil) : .notSent("the past cannot be changed"))
        case .read(let id, let reference): return .answered(id, read(reference))
        case .recordEvent(let event):
            recorder.happened(event)
            return nil
        case .audit: return nil
        }
    }
}

// What an API server would answer.
extension Backtest {
    private mutating func target(_ request: EvaluationRequest) -> TargetSnapshot {
        if let target = targets[request.policy] { return target }
        guard let policy = setup.policies.first(where: { $0.key == request.policy }) else {
            return .unavailable("there is no such policy")
        }
        let target = setup.target(of: policy)
        targets[request.policy] = target
        return target
    }

    private mutating func create(_ remediation: Remediation) -> Outcome {
        guard stored[remediation.key] == nil else { return Self.refusal(409, "AlreadyExists") }
        var remediation = remediation
        remediation.metadata.uid = "backtest-\(remediation.key)"
        remediation.metadata.creationTimestamp = now
        recorder.created(remediation, at: now)
        return store(remediation)
    }

    private mutating func write(_ remediation: Remediation) -> Outcome {
        guard stored[remediation.key] != nil else { return Self.refusal(404, "NotFound") }
        recorder.wrote(remediation)
        return store(remediation)
    }

    private mutating func store(_ remediation: Remediation) -> Outcome {
        version += 1
        var remediation = remediation
        remediation.metadata.resourceVersion = "\(version)"
        stored[remediation.key] = remediation
        guard let json = try? JSON(encoding: remediation) else {
            return .notSent("the object cannot be written as JSON")
        }
        return .done(KubernetesObject(json))
    }

    private func read(_ reference: ObjectReference) -> Outcome {
        guard reference.kind == Remediation.kind, let remediation = stored[reference.key],
            let json = try? JSON(encoding: remediation)
        else { return Self.refusal(404, "NotFound") }
        return .done(KubernetesObject(json))
    }

    private static func refusal(_ code: Int, _ reason: String) -> Outcome {
        .refused(Status(code: code, reason: reason, message: reason))
    }
}

// The assumptions about the workload, for the report.
extension Backtest {
    private var assumptions: [String] {
        var sentences: [String] = []
        for policy in setup.policies {
            let target = policy.spec.targetRef
            let isGiven = setup.standIn.isGiven(target, in: policy.metadata.namespace ?? "default")
            let what = isGiven ? "as its document describes it" : "with \(StandIn.replicas) replicas"
            sentences.append(
                "there is no historical data of \(target.kind.rawValue) \(target.name): the backtest assumes that it is "
                    + "healthy, \(what), with one earlier healthy revision; plans and the gates of the cluster are "
                    + "based on this assumption")
            let blind = policy.spec.signals.filter { $0.workloadCondition != nil }.map(\.name)
            guard !blind.isEmpty else { continue }
            sentences.append(
                "there is no historical data of the Kubernetes API, so that \(blind.joined(separator: ", ")) found nothing"
            )
        }
        return sentences
    }
}
