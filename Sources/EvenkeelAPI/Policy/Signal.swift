/// Something that can be evaluated and judged. Exactly one of the kinds is set.
public struct Signal: Sendable, Hashable, Codable {
    /// Unique in the policy; rules name it.
    public var name: String
    public var errorRate: ErrorRateSignal?
    public var anomaly: AnomalySignal?
    public var workload: WorkloadSignal?
    public var canary: CanarySignal?
    public var alert: AlertSignal?
    public var forecast: ForecastSignal?
    public var outlier: OutlierSignal?
    /// From when on the data is too poor; absent means the defaults.
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

/// Errors among requests, against a limit.
public struct ErrorRateSignal: Sendable, Hashable, Codable {
    public enum Test: String, Sendable, Hashable, Codable, CaseIterable {
        /// Anytime-valid: stays honest however often one looks.
        case sequential = "Sequential"
        /// Over the limit so many evaluations in a row, which the rule's `consecutive` says.
        case consecutive = "Consecutive"
    }

    /// The name of a MetricSource.
    public var source: String
    /// PromQL for the number of failed requests since about the last evaluation; one series.
    public var errors: String
    /// PromQL for the number of all requests in the same time; one series.
    public var requests: String
    public var limit: Percentage
    /// Fewer requests than this are `thin`: no evidence for anything.
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

/// A series against its own past.
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
    /// PromQL; one series.
    public var query: String
    public var detector: Detector
    public var direction: Direction
    /// How much of the past is the baseline.
    public var baseline: TimeSpan
    /// Between two points of the series.
    public var step: TimeSpan
    /// A baseline of fewer points is `thin`.
    public var minimumPoints: Int
    /// Deviations from the expected value below this share of it are never strange.
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

/// What the Kubernetes API itself says of the workload.
public struct WorkloadSignal: Sendable, Hashable, Codable {
    public enum Trouble: String, Sendable, Hashable, Codable, CaseIterable {
        case crashLooping = "CrashLooping"
        case oomKilled = "OOMKilled"
        case notReady = "NotReady"
        case imagePullFailing = "ImagePullFailing"
        case unschedulable = "Unschedulable"
        case progressDeadlineExceeded = "ProgressDeadlineExceeded"
    }

    public var condition: Trouble
    /// How long it must have been so.
    public var `for`: TimeSpan

    public init(condition: Trouble, for period: TimeSpan = .minutes(2)) {
        self.condition = condition
        self.for = period
    }
}

/// An alert that is firing.
public struct AlertSignal: Sendable, Hashable, Codable {
    public var source: String
    public var matchLabels: [String: String]

    public init(source: String, matchLabels: [String: String]) {
        self.source = source
        self.matchLabels = matchLabels
    }
}
