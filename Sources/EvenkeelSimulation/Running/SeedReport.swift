/// What became of one world.
public struct SeedReport: Sendable {
    public var seed: UInt64
    public var simulatedHours: Double
    public var breaches: [Breach]
    /// The last events before the end, for a failing seed.
    public var trace: [String]
    /// The same seed gives the same hash, in every process and on every machine.
    public var hash: UInt64
    public var tally: Tally
}

/// What worlds met, by name.
public struct Tally: Sendable, Hashable, Codable {
    /// What went wrong: each fault that an effect met, each crash, each lie of the metrics.
    public var faults: [String: Int] = [:]
    /// The phases in which remediations ended.
    public var outcomes: [String: Int] = [:]
    /// Changes that took place, looks, requests and what else shows that the world was busy.
    public var counts: [String: Int] = [:]
    /// What befell the cluster and its people.
    public var events: [String: Int] = [:]

    public init() {}

    public mutating func add(_ other: Tally) {
        faults.merge(other.faults, uniquingKeysWith: +)
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        counts.merge(other.counts, uniquingKeysWith: +)
        events.merge(other.events, uniquingKeysWith: +)
    }
}
