public struct CanarySignal: Sendable, Hashable, Codable {
    /// The meaning of a canary without series while the stable version has enough requests.
    public enum Absence: String, Sendable, Hashable, Codable, CaseIterable {
        case unknown = "Unknown"
        case good = "Good"
    }

    public var source: String
    public var errors: String
    public var requests: String
    public var canarySelector: [String: String]
    public var stableSelector: [String: String]
    public var margin: Percentage
    public var minimumRequests: Int
    public var confidence: Percentage
    public var weight: Int
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

public struct CanaryLatency: Sendable, Hashable, Codable {
    public var query: String
    public var margin: Percentage
    public var window: TimeSpan
    public var step: TimeSpan
    public var minimumPoints: Int
    public var weight: Int
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
