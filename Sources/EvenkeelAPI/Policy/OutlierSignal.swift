public struct OutlierSignal: Sendable, Hashable, Codable {
    public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
        case above = "Above"
        case below = "Below"
    }

    public var source: String
    public var query: String
    public var podLabel: String
    public var direction: Direction
    public var minimumDeviation: Percentage
    public var minimumPods: Int

    public init(
        source: String, query: String, podLabel: String = "pod", direction: Direction = .above,
        minimumDeviation: Percentage = Percentage(fraction: 0.5), minimumPods: Int = 4
    ) {
        self.source = source
        self.query = query
        self.podLabel = podLabel
        self.direction = direction
        self.minimumDeviation = minimumDeviation
        self.minimumPods = minimumPods
    }
}
