public struct Rule: Sendable, Hashable, Codable {
    public var name: String
    public var when: When
    public var consecutive: Int
    public var minimumConfidence: Percentage
    public var action: Action
    public var approval: ApprovalRequirement
    public var verify: Verification
    public var cooldown: TimeSpan

    public init(
        name: String, when: When, consecutive: Int = 1, minimumConfidence: Percentage = Percentage(fraction: 0.999),
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

public struct When: Sendable, Hashable, Codable {
    public var all: [String]?
    public var any: [String]?

    public init(all: [String]? = nil, any: [String]? = nil) {
        self.all = all
        self.any = any
    }

    public var signals: [String] { all ?? any ?? [] }
}

public struct ScaleAction: Sendable, Hashable, Codable {
    public var by: SignedPercentage
    public var maximum: Int
    public var minimum: Int
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
        case unhealthy = "Unhealthy"
        case outliers = "Outliers"
        case all = "All"
    }

    public var pods: Pods
    public var maximumUnavailable: Int
    public var ordered: Bool

    public init(pods: Pods = .unhealthy, maximumUnavailable: Int = 1, ordered: Bool = false) {
        self.pods = pods
        self.maximumUnavailable = maximumUnavailable
        self.ordered = ordered
    }
}

public struct RollbackAction: Sendable, Hashable, Codable {
    public enum Destination: String, Sendable, Hashable, Codable, CaseIterable {
        case lastHealthy = "LastHealthy"
        case previous = "Previous"
    }

    public var to: Destination
    public var canary: Canary?

    public init(to: Destination = .lastHealthy, canary: Canary? = nil) {
        self.to = to
        self.canary = canary
    }
}

public struct Canary: Sendable, Hashable, Codable {
    public var deployment: String?
    public var httpRoute: CanaryRoute?

    public init(deployment: String? = nil, httpRoute: CanaryRoute? = nil) {
        self.deployment = deployment
        self.httpRoute = httpRoute
    }
}

public struct CanaryRoute: Sendable, Hashable, Codable {
    public var name: String
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
        case belowConfidence = "BelowConfidence"
    }

    public var mode: Mode
    public var confidence: Percentage?
    public var expiresAfter: TimeSpan

    public init(mode: Mode = .never, confidence: Percentage? = nil, expiresAfter: TimeSpan = .minutes(30)) {
        self.mode = mode
        self.confidence = confidence
        self.expiresAfter = expiresAfter
    }
}

public struct Verification: Sendable, Hashable, Codable {
    public var within: TimeSpan
    /// `nil`: as many as ``RemediationPolicySpec/recoveredNeeded(_:)`` says.
    public var recovered: Int?

    public init(within: TimeSpan = .minutes(5), recovered: Int? = nil) {
        self.within = within
        self.recovered = recovered
    }
}
