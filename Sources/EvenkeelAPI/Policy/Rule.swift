/// When the signals say so, with enough confidence and for long enough, this action.
public struct Rule: Sendable, Hashable, Codable {
    /// Unique in the policy.
    public var name: String
    public var when: When
    /// Looks in a row, 1...100.
    public var consecutive: Int
    public var minimumConfidence: Percentage
    public var action: Action
    public var approval: ApprovalRequirement
    public var verify: Verification
    /// After a remediation of this rule has ended, before the next one.
    public var cooldown: TimeSpan

    public init(
        name: String, when: When, consecutive: Int = 1, minimumConfidence: Percentage = Percentage(fraction: 0.95),
        action: Action, approval: ApprovalRequirement = ApprovalRequirement(), verify: Verification = Verification(),
        cooldown: TimeSpan = .minutes(15)
    ) {
        self.name = name
        self.when = when
        self.consecutive = consecutive
        self.minimumConfidence = minimumConfidence
        self.action = action
        self.approval = approval
        self.verify = verify
        self.cooldown = cooldown
    }
}

/// Exactly one of the two: all signals must be bad (their least confidence counts), or any (the greatest does).
public struct When: Sendable, Hashable, Codable {
    public var all: [String]?
    public var any: [String]?

    public init(all: [String]? = nil, any: [String]? = nil) {
        self.all = all
        self.any = any
    }

    public var signals: [String] { all ?? any ?? [] }
}

/// Exactly one is set.
public struct Action: Sendable, Hashable, Codable {
    public var scale: ScaleAction?
    public var restart: RestartAction?
    public var rollback: RollbackAction?

    public init(scale: ScaleAction? = nil, restart: RestartAction? = nil, rollback: RollbackAction? = nil) {
        self.scale = scale
        self.restart = restart
        self.rollback = rollback
    }
}

/// Raises (or lowers) the replica count for a lease.
public struct ScaleAction: Sendable, Hashable, Codable {
    /// Of the present count, rounded away from it: `50%` more, or `-50%` less.
    public var by: SignedPercentage
    /// Never more replicas than this.
    public var maximum: Int
    /// Never fewer.
    public var minimum: Int
    /// After this the recorded count is restored, unless someone changed it.
    public var lease: TimeSpan

    public init(by: SignedPercentage, maximum: Int, minimum: Int = 1, lease: TimeSpan = .minutes(30)) {
        self.by = by
        self.maximum = maximum
        self.minimum = minimum
        self.lease = lease
    }
}

public struct RestartAction: Sendable, Hashable, Codable {
    public enum Pods: String, Sendable, Hashable, Codable, CaseIterable {
        /// Those that the workload signals of the rule call bad.
        case unhealthy = "Unhealthy"
        case outliers = "Outliers"
        /// A rolling restart by the workload's own controller.
        case all = "All"
    }

    public var pods: Pods
    /// How many may be away at once, 1...10.
    public var maximumUnavailable: Int

    public init(pods: Pods = .unhealthy, maximumUnavailable: Int = 1) {
        self.pods = pods
        self.maximumUnavailable = maximumUnavailable
    }
}

public struct RollbackAction: Sendable, Hashable, Codable {
    public enum Destination: String, Sendable, Hashable, Codable, CaseIterable {
        /// The last revision that was seen serving healthily.
        case lastHealthy = "LastHealthy"
        /// The revision before this one, if it was seen serving healthily.
        case previous = "Previous"
    }

    public var to: Destination

    public init(to: Destination = .lastHealthy) { self.to = to }
}

public struct ApprovalRequirement: Sendable, Hashable, Codable {
    public enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
        case never = "Never"
        case always = "Always"
        /// A person is asked where the confidence is below `confidence`.
        case belowConfidence = "BelowConfidence"
    }

    public var mode: Mode
    /// For `BelowConfidence`.
    public var confidence: Percentage?
    /// After this an approval counts no more, and a plan that waits for one ends.
    public var expiresAfter: TimeSpan

    public init(mode: Mode = .never, confidence: Percentage? = nil, expiresAfter: TimeSpan = .minutes(30)) {
        self.mode = mode
        self.confidence = confidence
        self.expiresAfter = expiresAfter
    }
}

/// What counts as helped: the same signals recovered for so many looks in a row, in time.
public struct Verification: Sendable, Hashable, Codable {
    public var within: TimeSpan
    /// 1...100.
    public var recovered: Int

    public init(within: TimeSpan = .minutes(5), recovered: Int = 3) {
        self.within = within
        self.recovered = recovered
    }
}
