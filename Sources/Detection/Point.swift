/// One point of a series.
public struct Point: Sendable, Hashable, Codable {
    /// Seconds since 1970.
    public var time: Double
    /// The measured value, in the series' own unit. NaN and infinite values are allowed here and are never learnt.
    public var value: Double

    public init(time: Double, value: Double) {
        self.time = time
        self.value = value
    }

    /// Whether a detector may learn from this point. Values beyond 1e100 are broken exporters, not measurements, and
    /// their squares would not fit a `Double`; times beyond 1e12 are none, and their slots could not be counted.
    public var isUsable: Bool { time.magnitude < 1e12 && value.magnitude < 1e100 }
}
