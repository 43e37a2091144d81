/// One measurement of a series.
public struct Sample: Sendable, Hashable, Codable {
    /// Seconds since 1970.
    public var time: Double
    /// In the series' own unit. NaN and infinities are values here, as they are in Prometheus.
    public var value: Double

    public init(time: Double, value: Double) {
        self.time = time
        self.value = value
    }
}

/// One series of an answer: its labels and its samples in the order of time.
public struct Series: Sendable, Hashable, Codable {
    /// With the metric's name as `__name__`, where there is one.
    public var labels: [String: String]
    public var samples: [Sample]

    public init(labels: [String: String] = [:], samples: [Sample]) {
        self.labels = labels
        self.samples = samples
    }
}
