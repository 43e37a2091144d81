public struct Signal: Sendable, Hashable, Codable {
    public var name: String
    public var errorRate: ErrorRateSignal?
    public var anomaly: AnomalySignal?
    public var workload: WorkloadSignal?
    public var canary: CanarySignal?
    public var alert: AlertSignal?
    public var forecast: ForecastSignal?
    public var outlier: OutlierSignal?
    public var quality: QualityLimits?

    public init(
        name: String, errorRate: ErrorRateSignal? = nil, anomaly: AnomalySignal? = nil,
        workload: WorkloadSignal? = nil, canary: CanarySignal? = nil, alert: AlertSignal? = nil,
        forecast: ForecastSignal? = nil, outlier: OutlierSignal? = nil, quality: QualityLimits? = nil
    ) {
        self.name = name
        self.errorRate = errorRate
        self.anomaly = anomaly
        self.workload = workload
        self.canary = canary
        self.alert = alert
        self.forecast = forecast
        self.outlier = outlier
        self.quality = quality
    }

    /// The MetricSource that the signal needs, if any.
    public var source: String? {
        errorRate?.source ?? anomaly?.source ?? canary?.source ?? alert?.source ?? forecast?.source ?? outlier?.source
    }
}

public struct ErrorRateSignal: Sendable, Hashable, Codable {
    public enum Test: String, Sendable, Hashable, Codable, CaseIterable {
        case sequential = "Sequential"
        case consecutive = "Consecutive"
    }

    public var source: String
    public var errors: String
    public var requests: String
    public var limit: Percentage
    public var minimumRequests: Int
    public var test: Test

    public init(
        source: String, errors: String, requests: String, limit: Percentage, minimumRequests: Int = 100,
        test: Test = .sequential
    ) {
        self.source = source
        self.errors = errors
        self.requests = requests
        self.limit = limit
        self.minimumRequests = minimumRequests
        self.test = test
    }
}

public struct AnomalySignal: Sendable, Hashable, Codable {
    public enum Detector: String, Sendable, Hashable, Codable, CaseIterable {
        case adaptive = "Adaptive"
        case zScore = "ZScore"
        case interquartileRange = "InterquartileRange"
        case medianAbsoluteDeviation = "MedianAbsoluteDeviation"
        case seasonal = "Seasonal"
    }

    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        case above = "Above"
        case below = "Below"
        case both = "Both"
    }

    public var source: String
    public var query: String
    public var detector: Detector
    public var direction: Direction
    public var baseline: TimeSpan
    public var step: TimeSpan
    public var minimumPoints: Int
    public var minimumDeviation: Percentage

    public init(
        source: String, query: String, detector: Detector = .adaptive, direction: Direction = .both,
        baseline: TimeSpan = .hours(6), step: TimeSpan = .minutes(1), minimumPoints: Int = 30,
        minimumDeviation: Percentage = Percentage(fraction: 0.1)
    ) {
        self.source = source
        self.query = query
        self.detector = detector
        self.direction = direction
        self.baseline = baseline
        self.step = step
        self.minimumPoints = minimumPoints
        self.minimumDeviation = minimumDeviation
    }
}

public struct WorkloadSignal: Sendable, Hashable, Codable {
    public enum Failure: String, Sendable, Hashable, Codable, CaseIterable {
        case crashLooping = "CrashLooping"
        case oomKilled = "OOMKilled"
        case notReady = "NotReady"
        case imagePullFailing = "ImagePullFailing"
        case unschedulable = "Unschedulable"
        case progressDeadlineExceeded = "ProgressDeadlineExceeded"
    }

    public var condition: Failure
    public var `for`: TimeSpan

    public init(condition: Failure, for period: TimeSpan = .minutes(2)) {
        self.condition = condition
        self.for = period
    }
}

public struct AlertSignal: Sendable, Hashable, Codable {
    public var source: String
    public var matchLabels: [String: String]

    public init(source: String, matchLabels: [String: String]) {
        self.source = source
        self.matchLabels = matchLabels
    }
}
