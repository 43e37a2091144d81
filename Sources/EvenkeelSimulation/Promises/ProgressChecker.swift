import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// L: safety without progress would be easy, so at the end everything has come to an end, and the probe was helped.
final class ProgressChecker: PromiseChecker {
    private let history: StoredRemediations
    private let cluster: any StoredObjects
    private let clock: SimulationClock
    private let journal: Journal
    /// The policy of the last workload that fails, and what helps it.
    private let probe: String
    private let remedy: String
    /// The uids of Remediations that changed something.
    private var changed: Set<String> = []

    init(
        history: StoredRemediations, cluster: any StoredObjects, clock: SimulationClock, journal: Journal,
        probe: String,
        remedy: String
    ) {
        self.history = history
        self.cluster = cluster
        self.clock = clock
        self.journal = journal
        self.probe = probe
        self.remedy = remedy
    }

    func changed(_ change: ClusterChange, _ arrival: Arrival) {
        if change.purpose != .undo { changed.insert(change.remediationUID) }
    }

    func ended() {
        checkProbe()
        for remediation in history.remediations.values.sorted(by: { $0.key < $1.key }) { check(remediation) }
    }

    private func checkProbe() {
        let own = history.remediations.values.filter { $0.spec.policyRef.name == probe }
        let hasHelped = own.contains { one in
            one.status?.phase == .succeeded && changed.contains(one.metadata.uid ?? "")
        }
        guard !hasHelped else { return journal.count("helped at the end") }
        let phases = own.compactMap { $0.status?.phase.rawValue }.sorted().joined(separator: ", ")
        journal.breach(
            .live, "help",
            "the failure of \(probe) was not ended by \(remedy): \(phases.isEmpty ? "nothing" : phases)")
    }

    private func check(_ remediation: Remediation) {
        // The probe's load lasts: when its change is reverted, it is helped again, perhaps in the last minutes.
        if let created = remediation.metadata.creationTimestamp, clock.now - created < 1800 { return }
        guard let status = remediation.status else {
            return journal.breach(.live, "settled", "\(remediation.key) never got a status")
        }
        guard !isLeftToPeople(remediation, status) else { return checkExplained(remediation, status) }
        if !status.phase.isFinal {
            journal.breach(.live, "settled", "\(remediation.key) is \(status.phase.rawValue) still")
        }
        // A revert may be due just before the world ends.
        if let last = status.intents.last, last.outcome == .pending, clock.now - last.at > 3600 {
            journal.breach(.live, "settled", "\(remediation.key) has an intent that is pending still")
        }
        if status.revert?.state == .scheduled, let until = status.revert?.at, clock.now - until > 3600 {
            journal.breach(
                .live, "revert", "the revert of \(remediation.key) was due \(Int(clock.now - until)) s ago")
        }
    }

    private func checkExplained(_ remediation: Remediation, _ status: RemediationStatus) {
        guard let until = status.revert?.at, clock.now - until > 3600, !status.saysThatItWaits else { return }
        journal.breach(.s10, "waiting", "\(remediation.key) does not say why its scheduled revert waits")
    }

    /// Somebody has set the policy to a mode that changes nothing, so what was to be undone stays until they decide.
    private func isLeftToPeople(_ remediation: Remediation, _ status: RemediationStatus) -> Bool {
        let isBeingUndone = status.intents.last.map { $0.purpose == .undo && $0.outcome == .pending } ?? false
        guard isBeingUndone || status.phase.isFinal && status.revert?.state == .scheduled else { return false }
        let key = ObjectKey(namespace: remediation.metadata.namespace, name: remediation.spec.policyRef.name)
        let mode = cluster.stored(RemediationPolicy.resourceType, key)?.json.at("spec", "mode")
        return [Mode.observe, .shadow].map { JSON.string($0.rawValue) }.contains(mode)
    }
}

extension RemediationStatus {
    fileprivate var saysThatItWaits: Bool { timeline.contains { $0.message.hasPrefix("undo waits: ") } }
}
