/// How densely a series is sampled decides which of the fast channel's two readings is used.
///
/// Measured on public sets: at steps up to two minutes operators label single spikes, which a window of half an hour sees
/// best; at steps of half an hour and more that window spans days, so the time of day must agree; in between (five
/// minutes, Numenta's benchmark) spikes alone are mostly noise and only count as one of the slow channel's six families.
enum AdaptivePace: Sendable {
    case minutes, between, hours

    init(step: Double) {
        self = step <= 120 ? .minutes : (step >= 1_800 ? .hours : .between)
    }

    /// The surprise (-log10 p) from which the fast channel alerts.
    var threshold: Double {
        switch self {
        case .minutes: 2.85
        case .hours: 2.0
        case .between: .infinity
        }
    }

    /// The combined surprise from which the slow channel alerts. Minutes bring five times as many evaluations a day as the five
    /// minutes at which it was fitted, so each has to say more.
    var slowThreshold: Double { self == .minutes ? 3.1 : 2.45 }
}
