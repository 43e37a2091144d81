#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// When `Adaptive` calls somebody: one policy for both channels.
///
/// The slow channel alerts once, then is quiet for a fifth of the span (ten hours at five minutes), and from then on wants
/// more evidence than before: the threshold rises by 18 % with each alert, and what the alert was about counts a tenth
/// less; both fade over nine spans. The fast channel alerts as long as the deviation lasts; where it was strong (nine
/// spreads), the band before it is kept for up to 90 points, so that an outage does not become normal while it is evaluated.
struct AdaptivePolicy: Sendable {
    let sensitivity: Double
    let pace: AdaptivePace
    private let span: Double
    private var sinceAlert = Double.infinity
    private var habit = 0.0
    private var habits = SIMD8<Double>.zero
    private var episode: Episode?

    private struct Episode: Sendable {
        var age = 0
        var level: Double
        var spread: Double
        var isStrong: Bool
    }

    init(pace: AdaptivePace, span: Int, sensitivity: Double) {
        self.pace = pace
        self.span = Double(span)
        self.sensitivity = sensitivity
    }

    struct Verdict {
        /// 1 is the threshold, without habituation.
        var score = 0.0
        var isAnomalous = false
        var isAlert = false
    }

    /// - Parameters:
    ///   - counts: false where the deviation is too small or on the side not asked for; such points never alert.
    ///   - isSlowReady, isFastReady: whether the channels' warm-ups are over.
    mutating func judge(
        _ finding: AdaptiveFinding, value: Double, counts: Bool, isSlowReady: Bool, isFastReady: Bool
    ) -> Verdict {
        sinceAlert += 1
        var verdict = Verdict()
        let slowScore = finding.combined() * sensitivity / pace.slowThreshold
        let fastScore = finding.fast * sensitivity / pace.threshold
        verdict.score = max(isSlowReady ? slowScore : 0, fastScore)
        guard counts, isFastReady else {
            episode = nil
            return verdict
        }
        let fast = continueEpisode(value, finding, isOver: fastScore >= 1)
        let slow = isSlowReady && slowAlerts(finding)
        verdict.isAlert = fast || slow
        verdict.isAnomalous = verdict.isAlert || verdict.score >= 1
        return verdict
    }

    private mutating func slowAlerts(_ finding: AdaptiveFinding) -> Bool {
        guard sinceAlert > 0.2 * span else { return false }
        let fade = sinceAlert < 1e9 ? exp(-sinceAlert / (9 * span)) : 0
        let score = finding.combined(less: habits * fade) * sensitivity / pace.slowThreshold
        guard score >= 1 + habit * fade else { return false }
        let (faded, fresh) = (habits * fade, finding.families * 0.1)
        habits = faded.replacing(with: fresh, where: fresh .> faded)
        habit = habit * fade + 0.18
        sinceAlert = 0
        return true
    }

    private mutating func continueEpisode(_ value: Double, _ finding: AdaptiveFinding, isOver: Bool) -> Bool {
        if var running = episode {
            running.age += 1
            let holds =
                running.isStrong && running.age <= 90
                && (value - running.level).magnitude >= 9 * running.spread
            episode = running
            if holds || isOver { return true }
            episode = nil
        }
        guard isOver else { return false }
        let isStrong = pace == .minutes && (value - finding.level).magnitude >= 9 * finding.spread && finding.spread > 0
        episode = Episode(level: finding.level, spread: finding.spread, isStrong: isStrong)
        return true
    }
}

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
