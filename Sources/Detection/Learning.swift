/// How much of the past a detector knows, and how much it wants: "learning, 3 of 7 days".
public struct Learning: Sendable, Hashable {
    /// Seconds of the past that were learnt, at most `wanted`.
    public var known: Double
    /// Seconds of the past from which on the detector judges as well as it can.
    public var wanted: Double

    public var isComplete: Bool { known >= wanted }

    static let complete = Learning(known: 0, wanted: 0)
}
