public import TimeSeries

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
    public var series: [Series]
    /// Prometheus could not do all that it should, so that data may be missing; or we could not read all of it.
    public var warnings: [String]
    /// Hints about the query itself.
    public var infos: [String]

    public init(kind: Kind, series: [Series], warnings: [String] = [], infos: [String] = []) {
        self.kind = kind
        self.series = series
        self.warnings = warnings
        self.infos = infos
    }
}
