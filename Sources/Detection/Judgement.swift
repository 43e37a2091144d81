/// What a detector says of one point. Everything in it was computed from earlier points alone.
///
/// The confidence and the words are computed when they are read, so that judging a million points does not pay for them.
public struct Judgement: Sendable {
    /// What the detector expected, in the unit of the series; NaN as long as it knows nothing.
    public var expected: Double
    /// The band: inside of it a value is normal. NaN while warming up without any history.
    public var lower: Double
    public var upper: Double
    /// How strange the value is: zero or more, in the detector's own unit (see each detector), at most `maximumScore`.
    public var score: Double
    /// The value lies outside of its band, in the direction asked for, now. Use this, with `confidence`, when one point is
    /// to be judged ("is it bad at this moment?").
    public var isAnomalous: Bool
    /// The detector calls somebody: `isAnomalous`, after the alert policy (one alert for an episode, with a cool-down).
    public var isAlert: Bool
    /// Too few points were seen to judge; never an alert, and `confidence` is zero.
    public var isWarmingUp: Bool
    var basis: Basis

    /// Scores stop here: a constant series that moves at all has no natural scale.
    public static let maximumScore = 1e6

    /// The probability, 0...1, that this point is not just another point of the same behaviour: one minus the chance that
    /// a normal point lies as far out, as the detector models normality. Zero while warming up, for points inside the
    /// minimum deviation, and on the side that was not asked for.
    public var confidence: Double { isWarmingUp ? 0 : min(1, max(0, basis.confidence)) }

    /// One sentence for a tired person.
    public var explanation: String { basis.explanation(of: self) }

    init(
        expected: Double, lower: Double, upper: Double, score: Double, isAnomalous: Bool, isAlert: Bool,
        isWarmingUp: Bool, basis: Basis
    ) {
        self.expected = expected
        self.lower = lower
        self.upper = upper
        self.score = score
        self.isAnomalous = isAnomalous
        self.isAlert = isAlert
        self.isWarmingUp = isWarmingUp
        self.basis = basis
    }

    /// A point that cannot be judged: not finite, or not newer than the last one.
    static func unjudged(_ reason: Unjudged, value: Double, isWarmingUp: Bool) -> Judgement {
        Judgement(
            expected: .nan, lower: .nan, upper: .nan, score: 0, isAnomalous: false, isAlert: false,
            isWarmingUp: isWarmingUp, basis: .unjudged(reason, value: value))
    }

    static func warmingUp(value: Double, seen: Int, needed: Int, expected: Double) -> Judgement {
        Judgement(
            expected: expected, lower: .nan, upper: .nan, score: 0, isAnomalous: false, isAlert: false,
            isWarmingUp: true, basis: .warmingUp(value: value, seen: seen, needed: needed))
    }
}

/// Why a point was not judged.
enum Unjudged: Sendable {
    case notFinite, notNewer
}

/// What a judgement rests on: enough to compute its confidence and to say it in words, later, if anybody asks.
enum Basis: Sendable {
    case spread(SpreadEvidence)
    case adaptive(AdaptiveEvidence)
    case warmingUp(value: Double, seen: Int, needed: Int)
    case unjudged(Unjudged, value: Double)

    var confidence: Double {
        switch self {
        case .spread(let evidence): evidence.confidence
        case .adaptive(let evidence): evidence.confidence
        case .warmingUp, .unjudged: 0
        }
    }
}
