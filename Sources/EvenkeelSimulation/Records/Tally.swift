/// What worlds met, by name.
public struct Tally: Sendable, Hashable, Codable {
    /// What went wrong: each fault that an effect met, each crash, each wrong answer of the metrics.
    public var faults: [String: Int] = [:]
    /// The phases in which remediations ended.
    public var outcomes: [String: Int] = [:]
    /// Changes, evaluations, requests and what else shows that the world was busy.
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
