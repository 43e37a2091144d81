/// From the lowest to the highest value that is normal, in the unit of the series; NaN where nothing is known.
public struct Band: Sendable, Hashable {
    public var lower: Double
    public var upper: Double

    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    static let unknown = Band(lower: .nan, upper: .nan)

    public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

    func union(_ other: Band) -> Band {
        Band(lower: min(lower, other.lower), upper: max(upper, other.upper))
    }
}
