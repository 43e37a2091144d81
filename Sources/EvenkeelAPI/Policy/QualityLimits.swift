/// From when on a signal's data is too poor to be evidence. Each may be left out.
public struct QualityLimits: Sendable, Hashable, Codable {
    /// A sample older than this is `Stale`; absent means the source's own `staleAfter`.
    public var staleAfter: TimeSpan?
    /// PromQL (LogQL) for the time of the newest sample behind the signal, in seconds since 1970; one series. Prometheus
    /// dates the answer to an expression with the time of the question, so that nothing else shows how old its data is.
    public var sampledAt: String?
    /// A series that comes back after a longer time without samples is `Gap` until three points have followed. Never less
    /// than two and a half steps of the signal.
    public var maximumGap: TimeSpan
    /// Of a window that lacks more of its points than this nothing is concluded: `Gap`.
    public var maximumMissing: Percentage

    public init(
        staleAfter: TimeSpan? = nil, sampledAt: String? = nil, maximumGap: TimeSpan = .minutes(5),
        maximumMissing: Percentage = Percentage(fraction: 0.5)
    ) {
        self.staleAfter = staleAfter
        self.sampledAt = sampledAt
        self.maximumGap = maximumGap
        self.maximumMissing = maximumMissing
    }
}
