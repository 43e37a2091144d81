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
