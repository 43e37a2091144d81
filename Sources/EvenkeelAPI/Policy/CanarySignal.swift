/// The canary's population against the stable one: its errors, and its latency where that is asked for.
public struct CanarySignal: Sendable, Hashable, Codable {
    /// What it means that the canary has no series while the stable version has.
    public enum Absence: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing is known of the canary.
        case unknown = "Unknown"
        /// No canary is running, so that none is bad.
        case good = "Good"
    }

    public var source: String
    /// PromQL; one series for each population.
    public var errors: String
    public var requests: String
    /// Labels of the canary's series.
    public var canarySelector: [String: String]
    public var stableSelector: [String: String]
    /// How much worse the canary may be, in error rate.
    public var margin: Percentage
    /// With fewer requests of either population the errors are `thin`.
    public var minimumRequests: Int
    /// How sure each comparison has to be before it passes or fails.
    public var confidence: Percentage
    /// What the errors count in the score, 1...1000.
    public var weight: Int
    /// Whether the errors decide alone where they fail.
    public var critical: Bool
    public var whenAbsent: Absence
    public var latency: CanaryLatency?

    public init(
        source: String, errors: String, requests: String, canarySelector: [String: String],
        stableSelector: [String: String], margin: Percentage = Percentage(fraction: 0.01), minimumRequests: Int = 50,
        confidence: Percentage = Percentage(fraction: 0.95), weight: Int = 1, critical: Bool = true,
        whenAbsent: Absence = .unknown, latency: CanaryLatency? = nil
    ) {
        self.source = source
        self.errors = errors
        self.requests = requests
        self.canarySelector = canarySelector
        self.stableSelector = stableSelector
        self.margin = margin
        self.minimumRequests = minimumRequests
        self.confidence = confidence
        self.weight = weight
        self.critical = critical
        self.whenAbsent = whenAbsent
        self.latency = latency
    }
}

/// Latencies (or anything else of which more is worse) of the two populations, point by point.
public struct CanaryLatency: Sendable, Hashable, Codable {
    /// PromQL; one series or more for each population.
    public var query: String
    /// How much higher the canary's may be, relative to the stable ones'.
    public var margin: Percentage
    /// How much of the past is compared.
    public var window: TimeSpan
    /// Between two points.
    public var step: TimeSpan
    /// With fewer points of either population latency is `thin`, 4...500.
    public var minimumPoints: Int
    /// What latency counts in the score, 1...1000.
    public var weight: Int
    /// Whether latency decides alone where it fails.
    public var critical: Bool

    public init(
        query: String, margin: Percentage = Percentage(fraction: 0.1), window: TimeSpan = .minutes(10),
        step: TimeSpan = .seconds(30), minimumPoints: Int = 10, weight: Int = 1, critical: Bool = false
    ) {
        self.query = query
        self.margin = margin
        self.window = window
        self.step = step
        self.minimumPoints = minimumPoints
        self.weight = weight
        self.critical = critical
    }
}
