/// When a quantity reaches a limit, such as memory, a disk or a queue.
public struct ForecastSignal: Sendable, Hashable, Codable {
    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        /// The value must stay below the limit.
        case above = "Above"
        /// The value must stay above the limit, such as free space.
        case below = "Below"
    }

    public var source: String
    /// PromQL; one series.
    public var query: String
    /// Where the value must not go.
    public var limit: Quantity
    /// On which side of the limit it is bad.
    public var direction: Direction
    /// Bad if the limit is reached sooner than this.
    public var within: TimeSpan
    /// How much of the past the trend rests on.
    public var window: TimeSpan
    /// Between two points of the series.
    public var step: TimeSpan
    /// With fewer points the trend is `thin`, 8...1000.
    public var minimumPoints: Int

    public init(
        source: String, query: String, limit: Quantity, direction: Direction = .above, within: TimeSpan = .hours(4),
        window: TimeSpan = .hours(6), step: TimeSpan = .minutes(5), minimumPoints: Int = 12
    ) {
        self.source = source
        self.query = query
        self.limit = limit
        self.direction = direction
        self.within = within
        self.window = window
        self.step = step
        self.minimumPoints = minimumPoints
    }
}
