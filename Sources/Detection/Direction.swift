/// On which side of the expected value a point has to lie to be of interest.
public enum Direction: Sendable, Hashable, Codable {
    case above, below, both

    /// Whether a deviation (value minus expected) is on the side asked for.
    @inline(__always)
    func includes(_ deviation: Double) -> Bool {
        switch self {
        case .above: deviation > 0
        case .below: deviation < 0
        case .both: true
        }
    }

    /// One when a single tail counts, two when both do.
    var tails: Double { self == .both ? 2 : 1 }
}
