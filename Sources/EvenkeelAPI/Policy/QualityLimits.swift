public struct QualityLimits: Sendable, Hashable, Codable {
    public var staleAfter: TimeSpan?
    public var sampledAt: String?
    public var maximumGap: TimeSpan
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
