/// Something that was found, with the baseline, spread and band of the moment before it: trouble is measured by what was
/// normal, and is not learnt.
struct Episode: Sendable {
    let side: Side
    let scale: Int
    let season: SeasonKind
    let baseline: Float
    let spread: Float
    /// How far the band reaches from the baseline on either side.
    let reach: (above: Float, below: Float)
    var age = 0
    /// Points inside of the band since the last one outside.
    var back = 0
    /// Points in a row outside of the band that is shown.
    var beyond = 0
    var isAlerted = false

    /// Five points inside of the band: it is over.
    static let pointsBack = 5
    /// An excused deviation becomes the new level after twenty points.
    static let excusedPoints = 20
    /// An alert becomes the new level after two hours, and at least thirty points.
    static let alertedSeconds = 7_200.0
    static let alertedPoints = 30

    /// An alert is news for five points, a notice's baseline holds for thirty.
    static let newsPoints = 5
    private static let noticedPoints = 30

    enum End { case recovered, accepted }

    func end(step: Double) -> End? {
        if back >= Self.pointsBack { return .recovered }
        let limit = isAlerted ? max(Self.alertedPoints, Int(Self.alertedSeconds / step)) : Self.excusedPoints
        return age >= limit ? .accepted : nil
    }

    var isNoticeOver: Bool { back >= Self.pointsBack || age >= Self.noticedPoints }

    var ownReach: Float { side == .above ? reach.above : reach.below }

    /// Whether a deviation from the baseline is outside of the band on the side of the trouble.
    func isOutside(_ deviation: Float) -> Bool {
        side == .above ? deviation > reach.above : deviation < -reach.below
    }
}

/// The level before the last accepted one: going back to it is no news.
struct FormerLevel: Sendable {
    var baseline: Float
    var pointsLeft: Int
}

/// How often alerted episodes come: where it is too often, they are not trouble but the series' nature, and are learnt.
struct EpisodeRate: Sendable {
    private var day: Float = 0
    private var fortnight: Float = 0
    private let dayFade: Float
    private let fortnightFade: Float

    init(pointsPerDay: Float) {
        dayFade = 1 - 1 / max(2, pointsPerDay)
        fortnightFade = 1 - 1 / max(2, 14 * pointsPerDay)
    }

    mutating func pass() {
        day *= dayFade
        fortnight *= fortnightFade
    }

    mutating func count() {
        day += 1
        fortnight += 1
    }

    /// More than three a day, or twenty in a fortnight.
    var isTooHigh: Bool { day >= 3 || fortnight >= 20 }
}
