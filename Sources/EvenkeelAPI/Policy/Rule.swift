/// When the signals say so, with enough confidence and for long enough, this action.
public struct Rule: Sendable, Hashable, Codable {
    /// Unique in the policy.
    public var name: String
    public var when: When
    /// Evaluations in a row, 1...100.
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

/// Raises (or lowers) the replica count for a while.
public struct ScaleAction: Sendable, Hashable, Codable {
    /// Of the present count, rounded away from it: `50%` more, or `-50%` less.
    public var by: SignedPercentage
    /// Never more replicas than this.
    public var maximum: Int
    /// Never fewer.
    public var minimum: Int
    /// After this the recorded count is restored, unless someone changed it.
    public var revertAfter: TimeSpan

    public init(by: SignedPercentage, maximum: Int, minimum: Int = 1, revertAfter: TimeSpan = .minutes(30)) {
        self.by = by
        self.maximum = maximum
        self.minimum = minimum
        self.revertAfter = revertAfter
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
    /// The highest ordinal first, one at a time; the pods of a StatefulSet are restarted in no other way.
    public var ordered: Bool

    public init(pods: Pods = .unhealthy, maximumUnavailable: Int = 1, ordered: Bool = false) {
        self.pods = pods
        self.maximumUnavailable = maximumUnavailable
        self.ordered = ordered
    }
}

public struct RollbackAction: Sendable, Hashable, Codable {
    public enum Destination: String, Sendable, Hashable, Codable, CaseIterable {
        /// The last revision that was seen serving healthily.
        case lastHealthy = "LastHealthy"
        /// The revision before this one, if it was seen serving healthily.
        case previous = "Previous"
    }

    /// For a Deployment's own revisions.
    public var to: Destination
    /// Instead of the target's own revisions: what runs beside it, and is sent to zero.
    public var canary: Canary?

    public init(to: Destination = .lastHealthy, canary: Canary? = nil) {
        self.to = to
        self.canary = canary
    }
}

/// A new release beside the target, which is the stable one. Exactly one is set.
public struct Canary: Sendable, Hashable, Codable {
    /// The name of a Deployment in the policy's namespace; its replicas go to zero.
    public var deployment: String?
    /// Its weight goes to zero.
    public var httpRoute: CanaryRoute?

    public init(deployment: String? = nil, httpRoute: CanaryRoute? = nil) {
        self.deployment = deployment
        self.httpRoute = httpRoute
    }
}

/// A backend of an HTTPRoute (Gateway API v1) in the policy's namespace.
public struct CanaryRoute: Sendable, Hashable, Codable {
    public var name: String
    /// The name of the canary's backend, mostly a Service.
    public var backend: String

    public init(name: String, backend: String) {
        self.name = name
        self.backend = backend
    }
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

/// What counts as helped: the same signals recovered for so many evaluations in a row, in time.
public struct Verification: Sendable, Hashable, Codable {
    public var within: TimeSpan
    /// 1...100.
    public var recovered: Int

    public init(within: TimeSpan = .minutes(5), recovered: Int = 3) {
        self.within = within
        self.recovered = recovered
    }
}
