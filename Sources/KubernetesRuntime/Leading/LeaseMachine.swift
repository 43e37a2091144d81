internal import KubernetesTypes

/// Decides over a lease from what was read of it and when. Pure.
///
/// How long a lease has been unchanged is measured by our own clock from the moment at which we saw it change: the times in
/// the record are by other machines' clocks, and only for people.
struct LeaseMachine: Sendable {
    enum Step: Sendable, Hashable {
        case create(LeaseRecord)
        case update(LeaseRecord)
        /// Somebody else holds it, at least until this uptime.
        case wait(until: Duration)
    }

    let configuration: LeaderElectionConfiguration
    private var observed: LeaseRecord?
    private var observedAt = Duration.zero
    /// The highest token seen, which a lease that was deleted and made anew must exceed.
    private var highestTransitions = 0
    private(set) var leadership: Leadership?

    init(configuration: LeaderElectionConfiguration) { self.configuration = configuration }

    /// The leadership, if it is still valid.
    func leadership(now: Duration) -> Leadership? { leadership.flatMap { now < $0.validUntil ? $0 : nil } }

    /// What is to be written after the lease was read. `nil` where there is none.
    mutating func step(lease: LeaseRecord?, now: Duration, wall: Timestamp) -> Step {
        guard let lease else {
            observed = nil
            leadership = nil
            return .create(record(acquiredAt: wall, renewedAt: wall, transitions: highestTransitions + 1))
        }
        observe(lease, now: now)
        if lease.holder == configuration.identity {
            return .update(
                record(acquiredAt: lease.acquiredAt ?? wall, renewedAt: wall, transitions: lease.transitions))
        }
        // Somebody took it: whatever our clock says, we do not lead.
        leadership = nil
        let expiry = observedAt + lease.duration
        guard lease.holder == nil || now >= expiry else { return .wait(until: expiry) }
        return .update(record(acquiredAt: wall, renewedAt: wall, transitions: lease.transitions + 1))
    }

    /// The record has been written by a request that began at this uptime, from when on it counts.
    mutating func wrote(_ record: LeaseRecord, requestedAt: Duration) {
        observed = record
        observedAt = requestedAt
        highestTransitions = max(highestTransitions, record.transitions)
        leadership = Leadership(
            fencingToken: record.transitions, validUntil: requestedAt + configuration.renewDeadline)
    }

    mutating func resign() { leadership = nil }

    /// What is written to let others in at once; `nil` where it is not ours to give.
    func release(of lease: LeaseRecord, wall: Timestamp) -> LeaseRecord? {
        guard lease.holder == configuration.identity else { return nil }
        return LeaseRecord(
            holder: nil, duration: .seconds(1), acquiredAt: wall, renewedAt: wall, transitions: lease.transitions)
    }

    private mutating func observe(_ lease: LeaseRecord, now: Duration) {
        guard lease != observed else { return }
        observed = lease
        observedAt = now
        highestTransitions = max(highestTransitions, lease.transitions)
    }

    private func record(acquiredAt: Timestamp, renewedAt: Timestamp, transitions: Int) -> LeaseRecord {
        LeaseRecord(
            holder: configuration.identity, duration: configuration.leaseDuration, acquiredAt: acquiredAt,
            renewedAt: renewedAt, transitions: transitions)
    }
}
