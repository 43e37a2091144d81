/// What a detector says of one point. Everything in it was computed from earlier points alone.
///
/// The confidence and the words are computed when they are read, so that judging a million points does not pay for them.
public struct Judgement: Sendable {
    /// What the detector expected, in the unit of the series; NaN as long as it knows nothing.
    public var expected: Double
    /// Inside of this band there is nothing to see: a notice is always outside of it.
    public var noticeBand: Band
    /// Inside of this band there is nothing to act upon: an alert is always outside of it. Never narrower than `noticeBand`.
    public var alertBand: Band
    /// How strange the value is: zero or more, in the detector's own unit (see each detector), at most `maximumScore`.
    public var score: Double
    /// A person wants to see this point. Single spikes are noticed, too; nothing may be done because of a notice.
    public var isNotice: Bool
    /// The value is so far out, and has been for so long, that it is fit to act upon. True for every such point of an
    /// episode; `isNotice` is true for its first points alone, as what goes on is no news.
    public var isAlert: Bool
    /// The series is back inside of the band after an alert, as of this point.
    public var hasRecovered: Bool
    /// Too few points were seen to judge; never an alert, and `confidence` is zero.
    public var isWarmingUp: Bool
    /// How much of the past that the detector wants it knows.
    public var learning: Learning
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
        expected: Double, noticeBand: Band, alertBand: Band, score: Double, isNotice: Bool, isAlert: Bool,
        isWarmingUp: Bool, basis: Basis, hasRecovered: Bool = false, learning: Learning = .complete
    ) {
        self.expected = expected
        self.noticeBand = noticeBand
        self.alertBand = alertBand
        self.score = score
        self.isNotice = isNotice
        self.isAlert = isAlert
        self.hasRecovered = hasRecovered
        self.isWarmingUp = isWarmingUp
        self.learning = learning
        self.basis = basis
    }

    /// A point that cannot be judged: not finite, or not newer than the last one.
    static func unjudged(_ reason: Unjudged, value: Double, isWarmingUp: Bool) -> Judgement {
        Judgement(
            expected: .nan, noticeBand: .unknown, alertBand: .unknown, score: 0, isNotice: false, isAlert: false,
            isWarmingUp: isWarmingUp, basis: .unjudged(reason, value: value))
    }

    static func warmingUp(value: Double, seen: Int, needed: Int, expected: Double) -> Judgement {
        Judgement(
            expected: expected, noticeBand: .unknown, alertBand: .unknown, score: 0, isNotice: false, isAlert: false,
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
