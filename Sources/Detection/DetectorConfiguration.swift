/// The detectors by name.
public enum DetectorKind: String, Sendable, CaseIterable, Codable {
    /// The default: season, several time scales and the tails of their own past; the only one that is fit to act on.
    case adaptive = "Adaptive"
    /// Rolling mean and standard deviation.
    case zScore = "ZScore"
    /// Tukey's fence on rolling quartiles.
    case interquartileRange = "InterquartileRange"
    /// Rolling median and median absolute deviation.
    case medianAbsoluteDeviation = "MedianAbsoluteDeviation"
    /// The same time of day and of the week on earlier days.
    case seasonal = "Seasonal"
}

/// How a detector is set up.
public struct DetectorConfiguration: Sendable, Hashable {
    public var kind: DetectorKind
    public var direction: Direction
    /// Seconds between two points; nil learns it from the first points (the lower quartile of 16 distances).
    public var step: Double?
    /// Below so many points a detector never judges. At least 3.
    public var minimumPoints: Int
    /// A value within this fraction of the expected value is normal whatever the statistics say: 0.2 means 20 %.
    public var minimumDeviation: Double
    /// Seconds of history that a rolling baseline uses; nil takes the detector's default (240 points).
    public var baseline: Double?
    /// 1 is the detector's usual threshold; 2 alerts at half of it, 0.5 at twice. `Adaptive`: false actions come so many
    /// times as often as `falseActions` says. Within 0.01...100.
    public var sensitivity: Double
    /// Points without an alert at the start; nil takes the detector's own (`minimumPoints` for the textbook detectors, 200
    /// for `Adaptive`).
    public var warmup: Int?
    /// How often a false action is acceptable: one in so many seconds on a healthy signal, thirty days by default. At
    /// least an hour. The textbook detectors have their own thresholds instead.
    public var falseActions: Double

    public init(
        kind: DetectorKind = .adaptive, direction: Direction = .both, step: Double? = nil, minimumPoints: Int = 30,
        minimumDeviation: Double = 0, baseline: Double? = nil, sensitivity: Double = 1, warmup: Int? = nil,
        falseActions: Double = 2_592_000
    ) {
        self.kind = kind
        self.direction = direction
        self.step = step
        self.minimumPoints = minimumPoints
        self.minimumDeviation = minimumDeviation
        self.baseline = baseline
        self.sensitivity = sensitivity
        self.warmup = warmup
        self.falseActions = falseActions
    }
}

extension DetectorConfiguration {
    /// No rolling window holds more points than this, whatever the baseline: memory is bounded.
    public static let maximumWindow = 2_048

    var boundedSensitivity: Double { sensitivity.isFinite ? min(100, max(0.01, sensitivity)) : 1 }
    var boundedFalseActions: Double { falseActions.isFinite ? min(1e10, max(3_600, falseActions)) : 2_592_000 }
    var boundedMinimumPoints: Int { min(Self.maximumWindow, max(3, minimumPoints)) }
    var boundedMinimumDeviation: Double { minimumDeviation.isFinite ? max(0, minimumDeviation) : 0 }

    /// Points of a rolling window: the baseline over the step, between the minimum points and `maximumWindow`.
    func window(step: Double) -> Int {
        let asked = baseline.map { $0 / max(step, 1e-3) } ?? 240
        return Int(min(Double(Self.maximumWindow), max(Double(boundedMinimumPoints), asked)))
    }
}

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
