import Detection
import EvenkeelAPI
import KubernetesTypes

enum WorkloadJudge {
    static func judge(
        _ name: String, _ signal: WorkloadSignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let target = context.evaluation.target
        switch target.availability {
        case .known: break
        case .targetNotFound:
            throw BadSample(
                quality: .empty, explanation: "the target does not exist, so nothing can be said of its pods")
        case .unavailable(let reason): throw BadSample(quality: .unavailable, explanation: reason)
        }
        if signal.condition.isOfPods { try SampleQuality.checkPodsAreKnown(target) }
        // What is not there shows no trouble, and is no recovery either.
        if let workload = target.workload, workload.replicas > 0, target.livePods.isEmpty, signal.condition.isOfPods {
            throw BadSample(
                quality: .empty, explanation: "no pod of \(workload.name) is there, of \(workload.replicas) wanted")
        }
        let sentence = sentence(signal.condition, target, context.now)
        let since = sentence == nil ? nil : memory.unhealthySince ?? begun(signal.condition, target, context.now)
        memory.unhealthySince = since
        let lasted = since.map { context.now - $0 } ?? 0
        // What the API server states is a fact; the only doubt is whether it lasts.
        let hasLasted = sentence != nil && lasted >= signal.for.seconds
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: hasLasted ? 1 : 0), isBad: hasLasted,
                value: sentence == nil ? "no" : "yes", observedAt: context.evaluation.at,
                explanation: explanation(signal, sentence, lasted)),
            isFresh: true, isPending: sentence != nil && !hasLasted)
    }

    /// When the trouble began, for who sees it for the first time: a process that has just begun is not to wait once more.
    private static func begun(
        _ trouble: WorkloadSignal.Failure, _ target: TargetSnapshot, _ now: Timestamp
    ) -> Timestamp {
        // Of the others the API server does not say since when they last.
        guard trouble == .notReady else { return now }
        let bad = target.livePods.filter { $0.shows(trouble, now: now) }
        return min(now, bad.compactMap { $0.readyChangedAt ?? $0.createdAt }.min() ?? now)
    }

    private static func explanation(_ signal: WorkloadSignal, _ sentence: String?, _ lasted: Double) -> String {
        guard let sentence else { return "nothing is \(signal.condition.rawValue)" }
        if lasted < signal.for.seconds {
            return "\(sentence), for \(NumberText.duration(lasted)) of \(NumberText.duration(signal.for.seconds))"
        }
        return "\(sentence), for \(NumberText.duration(lasted))"
    }

    private static func sentence(_ trouble: WorkloadSignal.Failure, _ target: TargetSnapshot, _ now: Timestamp)
        -> String?
    {
        if trouble == .progressDeadlineExceeded {
            guard let progressing = target.workload?.progressing, progressing.reason == trouble.rawValue else {
                return nil
            }
            return progressing.message.isEmpty ? "the rollout exceeded its deadline" : progressing.message
        }
        let live = target.livePods
        let bad = live.filter { $0.shows(trouble, now: now) }
        let missing = trouble == .notReady ? (target.workload?.replicas ?? 0) - live.count : 0
        guard !bad.isEmpty || missing > 0 else { return nil }
        let names = bad.map(\.name).sorted().prefix(3).joined(separator: ", ")
        let absent = missing > 0 ? "\(missing) of \(missing + live.count) pods missing" : nil
        let unwell = "\(bad.count) of \(live.count) pods \(trouble.words) (\(names)\(bad.count > 3 ? ", ..." : ""))"
        return [bad.isEmpty ? nil : unwell, absent].compactMap(\.self).joined(separator: ", ")
    }
}

extension WorkloadSignal.Failure {
    /// Told by the pods that are there, so that without any nothing is known. That pods are missing is what `notReady` tells.
    fileprivate var isOfPods: Bool { self != .progressDeadlineExceeded && self != .notReady }

    var words: String {
        switch self {
        case .crashLooping: "crash looping"
        case .oomKilled: "killed for memory"
        case .notReady: "not ready"
        case .imagePullFailing: "unable to pull their image"
        case .unschedulable: "unschedulable"
        case .progressDeadlineExceeded: "past the progress deadline"
        }
    }
}

extension Pod {
    /// A container that has crashed lately and is not ready is crash looping even in the seconds that it runs again.
    private static let crashMemory = 600.0

    func shows(_ trouble: WorkloadSignal.Failure, now: Timestamp) -> Bool {
        switch trouble {
        case .crashLooping: containers.contains { isCrashLooping($0, now) }
        case .oomKilled:
            containers.contains { $0.lastTerminationReason == "OOMKilled" && wasRecent($0.lastFinishedAt, now) }
        case .notReady: !isReady && !hasEnded
        case .imagePullFailing:
            containers.contains { ["ImagePullBackOff", "ErrImagePull", "InvalidImageName"].contains($0.waitingReason) }
        case .unschedulable: unschedulableMessage != nil
        case .progressDeadlineExceeded: false
        }
    }

    private func isCrashLooping(_ container: Container, _ now: Timestamp) -> Bool {
        if container.waitingReason == "CrashLoopBackOff" { return true }
        return !container.isReady && container.restartCount > 1 && (container.lastExitCode ?? 0) != 0
            && wasRecent(container.lastFinishedAt, now)
    }

    private func wasRecent(_ time: Timestamp?, _ now: Timestamp) -> Bool {
        time.map { now - $0 < Self.crashMemory } ?? false
    }
}
