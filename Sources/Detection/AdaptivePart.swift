/// The 21 numbers that `Adaptive` takes of every point. "Robust" ones are taken of asinh of the robust standard score,
/// which spikes do not dominate.
enum AdaptivePart: Int, CaseIterable, Sendable {
    case season, season6, season24, seasonRobust3, seasonRobust12
    case rangeShort, rangeLong
    case activity24, activity96, activityRobust
    case drift12, drift48, driftRobust
    case shape
    case jump72, surpriseStep, shift, seasonRatio, jumpRobust, shiftRobust, jump36

    /// Families of the slow channel, in the order of `AdaptiveFinding.words`; nil for what only the fast channel uses.
    var family: Int? {
        switch self {
        case .season, .season6, .season24, .seasonRobust3, .seasonRobust12, .seasonRatio: 0
        case .rangeShort, .rangeLong: 1
        case .activity24, .activity96, .activityRobust: 2
        case .drift12, .drift48, .driftRobust: 3
        case .shape: 4
        case .jump72, .surpriseStep, .shift, .jumpRobust, .shiftRobust: 5
        case .jump36: nil
        }
    }

    /// Whether the number is first compared with all its earlier values (`RunningZ`).
    var isRunning: Bool {
        switch family {
        case 0: self != .seasonRatio
        case 2, 3, 4: true
        default: false
        }
    }

    /// Whether it is a deviation in spreads, for which there is a prior (`SurpriseBank`).
    var isDeviation: Bool { rawValue >= AdaptivePart.jump72.rawValue }

    /// What brings the typical tails of the deviations to one scale.
    var scale: Double {
        switch self {
        case .surpriseStep: 0.85
        case .shift, .shiftRobust: 1.3
        case .seasonRatio: 1.7
        default: 1
        }
    }

    struct Traits: Sendable {
        let family: Int
        let isRunning: Bool
        let isDeviation: Bool
        let scale: Double
        /// One over the number of parts of the family.
        let share: Double
    }

    /// The same as a table, for the loop over all parts.
    static let traits: [Traits] = allCases.map { part in
        let members = allCases.count { $0.family != nil && $0.family == part.family }
        return Traits(
            family: part.family ?? 7, isRunning: part.isRunning, isDeviation: part.isDeviation, scale: part.scale,
            share: members > 0 ? 1 / Double(members) : 0)
    }
}
