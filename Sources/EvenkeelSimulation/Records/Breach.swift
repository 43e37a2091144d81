/// A promise that was broken.
public struct Breach: Sendable, Hashable, Codable {
    public var promise: Promise
    /// Which check noticed.
    public var checker: String
    /// Seconds of simulated time since the world began.
    public var at: Double
    public var message: String
}
