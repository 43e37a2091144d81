/// Which lease is fought for, and how.
public struct LeaderElectionConfiguration: Sendable, Hashable {
    public var namespace: String
    public var name: String
    /// Of this process and no other, not even of its next start: the pod's name and a random part.
    public var identity: String
    /// Others may take a lease that has not changed for this long. Whole seconds.
    public var leaseDuration: Duration
    /// Whoever could not renew for this long is not the leader any more. Shorter than the lease's duration, so that there is
    /// a time without a leader rather than one with two.
    public var renewDeadline: Duration
    /// Between attempts, to renew and to acquire.
    public var retryPeriod: Duration

    public init(
        namespace: String, name: String, identity: String, leaseDuration: Duration = .seconds(15),
        renewDeadline: Duration = .seconds(10), retryPeriod: Duration = .seconds(2)
    ) {
        self.namespace = namespace
        self.name = name
        self.identity = identity
        self.leaseDuration = leaseDuration
        self.renewDeadline = min(renewDeadline, leaseDuration * 0.9)
        self.retryPeriod = min(retryPeriod, self.renewDeadline / 2)
    }
}

/// The right to act, while it is valid.
public struct Leadership: Sendable, Hashable {
    /// `leaseTransitions`: greater than that of every leader before.
    public var fencingToken: Int
    /// The uptime after which it is not certain any more that nobody else leads.
    public var validUntil: Duration
}
