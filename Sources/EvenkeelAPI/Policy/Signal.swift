public struct Signal: Sendable, Hashable, Codable {
    public enum Kind: Sendable, Hashable {
        case errorRate(ErrorRateSignal)
        case anomaly(AnomalySignal)
        case workload(WorkloadSignal)
        case canary(CanarySignal)
        case alert(AlertSignal)
        case forecast(ForecastSignal)
        case outlier(OutlierSignal)
    }

    public var name: String
    /// `nil` where the document sets none, or one that only a newer version knows.
    public var kind: Kind?
    public var quality: QualityLimits?

    public init(name: String, _ kind: Kind? = nil, quality: QualityLimits? = nil) {
        self.name = name
        self.kind = kind
        self.quality = quality
    }

    /// The MetricSource that the signal needs, if any.
    public var source: String? {
        switch kind {
        case .errorRate(let signal): signal.source
        case .anomaly(let signal): signal.source
        case .canary(let signal): signal.source
        case .alert(let signal): signal.source
        case .forecast(let signal): signal.source
        case .outlier(let signal): signal.source
        case .workload, nil: nil
        }
    }

    /// The condition of a workload signal, which is read from the Kubernetes API and not from a MetricSource.
    public var workloadCondition: WorkloadSignal.Failure? {
        switch kind {
        case .workload(let signal): signal.condition
        case .errorRate, .anomaly, .canary, .alert, .forecast, .outlier, nil: nil
        }
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
    /// `nil`: as long as ``history`` says.
    public var baseline: TimeSpan?
    public var step: TimeSpan
    public var minimumPoints: Int
    public var minimumDeviation: Percentage
    /// Of `Adaptive`, on a healthy series.
    public var meanTimeBetweenFalseAlerts: TimeSpan

    public init(
        source: String, query: String, detector: Detector = .adaptive, direction: Direction = .both,
        baseline: TimeSpan? = nil, step: TimeSpan = .minutes(1), minimumPoints: Int = 30,
        minimumDeviation: Percentage = Percentage(fraction: 0.1), meanTimeBetweenFalseAlerts: TimeSpan = .hours(720)
    ) {
        self.source = source
        self.query = query
        self.detector = detector
        self.direction = direction
        self.baseline = baseline
        self.step = step
        self.minimumPoints = minimumPoints
        self.minimumDeviation = minimumDeviation
        self.meanTimeBetweenFalseAlerts = meanTimeBetweenFalseAlerts
    }

    /// Seconds of the past that are read. Without a baseline `Adaptive` and `Seasonal` read two weeks, as they compare with
    /// the same time on earlier days and weeks, and the others six hours. Steps below a minute read less: 21,600 steps are
    /// two range queries of Prometheus. All of it at the signal's own step: a coarser first week makes the detector worse
    /// than no first week (Benchmarks/README.md).
    public var history: Double {
        if let baseline { return baseline.seconds }
        let wanted: TimeSpan = detector == .adaptive || detector == .seasonal ? .hours(336) : .hours(6)
        return min(wanted.seconds, 21_600 * step.seconds)
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
