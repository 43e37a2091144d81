import EvenkeelAPI
import KubernetesTypes

/// How a target serves at an evaluation.
enum ServingHealth: Sendable, Hashable {
    /// Every signal has good data and is good, all pods are ready, and nothing is rolling out.
    case healthy
    /// Something moves, or is on its way.
    case unsettled
    case unhealthy
}

/// Which revisions of a target were seen serving healthily, until something else took their place. Only these may be
/// returned to.
struct RevisionHistory: Sendable, Hashable {
    static let maximum = 10
    /// So many good evaluations in a row make evidence, over a whole window of the signals: what is in it before is the
    /// predecessor's doing.
    static let evaluationsNeeded = 3

    private(set) var evidence: [RevisionEvidence]
    /// The revision that was seen last, and whether it took the place of another.
    private var current: (hash: String, isNewcomer: Bool)?
    private var candidate: (hash: String, since: Timestamp, evaluations: Int)?

    init(_ evidence: [RevisionEvidence]) { self.evidence = evidence }

    /// - Parameters:
    ///   - health: `nil` where the data does not say.
    ///   - window: of the signals, in seconds.
    mutating func take(_ revision: Revision, _ health: ServingHealth?, window: Double, at now: Timestamp) {
        if current?.hash != revision.templateHash { current = (revision.templateHash, current != nil) }
        guard let health else { return }
        guard health == .healthy else {
            candidate = nil
            // Good once and bad since: what stands before it may be better, this is no place to return to.
            if health == .unhealthy { evidence.removeAll { $0.templateHash == revision.templateHash } }
            return
        }
        if candidate?.hash != revision.templateHash { candidate = (revision.templateHash, now, 0) }
        candidate?.evaluations += 1
        guard let candidate, candidate.evaluations >= Self.evaluationsNeeded, now - candidate.since >= window else {
            return
        }
        if let index = evidence.firstIndex(where: { $0.templateHash == revision.templateHash }) {
            evidence[index].revision = revision.number
            // Another one served in between.
            if current?.isNewcomer == true { evidence[index].healthySince = candidate.since }
            current?.isNewcomer = false
            evidence[index].healthyUntil = now
        } else {
            evidence.append(
                RevisionEvidence(
                    revision: revision.number, templateHash: revision.templateHash, healthySince: candidate.since,
                    healthyUntil: now))
            evidence = evidence.suffix(Self.maximum)
        }
    }

    static func == (left: RevisionHistory, right: RevisionHistory) -> Bool { left.evidence == right.evidence }
    func hash(into hasher: inout Hasher) { hasher.combine(evidence) }
}
