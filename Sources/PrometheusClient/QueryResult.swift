/// What a query gave. Values are as Prometheus sent them: NaN and infinities are values, and nothing is filled in.
public struct QueryResult: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// One series without labels and with one sample.
        case scalar
        /// Any number of series with one sample each.
        case vector
        /// Any number of series with any number of samples each.
        case matrix
    }

    public var kind: Kind
    /// In the order in which Prometheus sent them; empty if nothing matched.
    public var series: [PrometheusSeries]
    /// Prometheus could not do all that it should, so that data may be missing; or we could not read all of it.
    public var warnings: [String]
    /// Hints about the query itself.
    public var infos: [String]

    public init(kind: Kind, series: [PrometheusSeries], warnings: [String] = [], infos: [String] = []) {
        self.kind = kind
        self.series = series
        self.warnings = warnings
        self.infos = infos
    }
}

public struct PrometheusSeries: Sendable, Hashable {
    /// With the metric's name as `__name__`, where there is one.
    public var labels: [String: String]
    /// In the order of time.
    public var samples: [PrometheusSample]

    public init(labels: [String: String] = [:], samples: [PrometheusSample]) {
        self.labels = labels
        self.samples = samples
    }
}

public struct PrometheusSample: Sendable, Hashable {
    /// Seconds since 1970, as Prometheus says: for an instant query the time of the evaluation, not that of the scrape.
    public var time: Double
    public var value: Double

    public init(time: Double, value: Double) {
        self.time = time
        self.value = value
    }
}
