/// The units in which `Adaptive` computes: relative to the first value, and to the size of the first value that is not
/// zero. A series of 1e-30 and one of 1e30 are judged alike, and a large constant level costs no digits.
struct SeriesUnits: Sendable {
    private var origin = 0.0
    private var unit = 1.0
    private var hasOrigin = false
    private var hasUnit = false

    /// Takes a value into account before it is converted. As long as all values are zero, the unit is still open.
    @inline(__always)
    mutating func see(_ value: Double) {
        if hasUnit { return }
        if !hasOrigin { (origin, hasOrigin) = (value, true) }
        guard value != 0 else { return }
        unit = max(value.magnitude, 1e-290)
        hasUnit = true
    }

    /// The core computes in `Float`, and beyond this its squares would overflow.
    private static let limit = 1e15

    @inline(__always)
    func inside(_ value: Double) -> Float { Float(min(Self.limit, max(-Self.limit, (value - origin) / unit))) }

    /// How large the value is by itself, in the core's units.
    @inline(__always)
    func size(_ value: Double) -> Float { Float(min(Self.limit, value.magnitude / unit)) }

    @inline(__always)
    func outside(_ value: Float) -> Double { Double(value) * unit + origin }
}
