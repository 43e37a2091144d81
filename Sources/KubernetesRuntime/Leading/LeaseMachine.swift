internal import JSONValue
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

/// The part of a Lease that an election is about.
struct LeaseRecord: Sendable, Hashable {
    /// `nil` or empty where nobody holds it.
    var holder: String?
    var duration: Duration
    var acquiredAt: Timestamp?
    var renewedAt: Timestamp?
    /// Grows with every change of hands: the fencing token.
    var transitions: Int

    init(holder: String?, duration: Duration, acquiredAt: Timestamp?, renewedAt: Timestamp?, transitions: Int) {
        self.holder = holder
        self.duration = duration
        self.acquiredAt = acquiredAt
        self.renewedAt = renewedAt
        self.transitions = transitions
    }

    init(_ object: KubernetesObject) {
        let spec = object.json["spec"] ?? .null
        holder = spec["holderIdentity"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        // A nonsensical duration must neither lock everybody out for ever nor let two in.
        duration = .seconds(min(max(spec["leaseDurationSeconds"]?.integerValue ?? 15, 1), 3600))
        acquiredAt = spec["acquireTime"]?.stringValue.flatMap { Timestamp($0) }
        renewedAt = spec["renewTime"]?.stringValue.flatMap { Timestamp($0) }
        // As many as the API can hold, so that one more can be counted.
        transitions = min(max(spec["leaseTransitions"]?.integerValue ?? 0, 0), Int(Int32.max))
    }

    var json: JSON {
        var json: JSON = [
            "holderIdentity": .string(holder ?? ""), "leaseDurationSeconds": .integer(duration.components.seconds),
            "leaseTransitions": JSON(transitions),
        ]
        json["acquireTime"] = acquiredAt.map { .string($0.microTime) }
        json["renewTime"] = renewedAt.map { .string($0.microTime) }
        return json
    }
}
