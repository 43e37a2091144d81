public struct ForecastSignal: Sendable, Hashable, Codable {
    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        case above = "Above"
        case below = "Below"
    }

    public var source: String
    public var query: String
    public var limit: Quantity
    public var direction: Direction
    public var within: TimeSpan
    public var window: TimeSpan
    public var step: TimeSpan
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
