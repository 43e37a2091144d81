import EvenkeelAPI
import EvenkeelEngine

/// What goes wrong with one effect.
enum Fault: Sendable, Hashable {
    /// It never arrives, and nobody can know.
    case lostBefore
    /// It takes place, and the answer is lost.
    case lostAfter
    /// The connection is refused: nothing was sent.
    case notSent
    /// Answered in place of the API server, which does not do it.
    case refused(Int)
    /// The process ends before the effect is begun, or when it has taken place.
    case crashBefore, crashAfter
    /// The answer takes so many seconds.
    case slowAnswer(Double)
    /// The request takes so many seconds; it arrives even if nobody waits for it any more.
    case slowRequest(Double)
    /// It takes place, and there is never an answer.
    case unanswered

    var name: String {
        switch self {
        case .lostBefore: "lost request"
        case .lostAfter: "lost answer"
        case .notSent: "connection refused"
        case .refused(let code): "\(code)"
        case .crashBefore: "crash before an effect"
        case .crashAfter: "crash after an effect"
        case .slowAnswer: "slow answer"
        case .slowRequest: "slow request"
        case .unanswered: "no answer"
        }
    }
}

/// How often things go wrong, which changes like the weather.
struct FaultInjector: Sendable {
    private var random: SeededRandom
    /// The probability that an effect meets a fault.
    var roughness = 0.0
    /// Faults end here for good.
    var isOver = false

    init(seed: UInt64) { random = SeededRandom(seed: seed, "weather") }

    mutating func fault(for kind: EffectKind) -> Fault? {
        guard !isOver, random.chance(odds(for: kind)) else { return nil }
        switch kind {
        case .evaluate:
            return random.pick([(.unanswered, 1), (.slowAnswer(random.between(1, 90)), 2), (.crashBefore, 0.2)])
        case .event, .delete: return random.pick([(.lostBefore, 3), (.crashBefore, 1), (.crashAfter, 1)])
        default:
            // A write of a status is refused by its version when it comes late, unless nothing was written since; the API
            // server ends a request that is older than a minute.
            let longest = [.change, .evict, .undo].contains(kind) ? 240.0 : 25
            let code =
                random.pick([(404, 1), (409, 2), (410, 1), (429, 2), (500, 2), (503, 1), (403, 0.2), (422, 0.3)]) ?? 500
            return random.pick([
                (.lostBefore, 2), (.lostAfter, 3), (.notSent, 2), (.refused(code), kind == .evict ? 12 : 3),
                (.crashBefore, 2),
                (.crashAfter, 3), (.slowAnswer(random.between(1, 200)), 1),
                (.slowRequest(random.between(1, longest)), 1.5),
                (.unanswered, 1),
            ])
        }
    }

    /// Evictions are few, and refused more often than anything else.
    private func odds(for kind: EffectKind) -> Double {
        kind == .evict && roughness > 0 ? max(roughness, 0.3) : roughness
    }

    /// Seconds that a request or an answer travels.
    mutating func travel() -> Double { 0.002 + 0.02 * random.unit() }

    mutating func restartDelay() -> Double { random.between(1, 25) }

    mutating func watchDelay() -> Double { 0.01 + 0.1 * random.unit() }
}

/// The kinds of effects, as faults and counts know them.
enum EffectKind: String, Sendable, Hashable, CaseIterable {
    case evaluate, create, status, delete, policyStatus, sourceStatus, guardrailStatus, change, evict, undo, dryRun,
        read,
        event

    init(_ effect: Effect) {
        self =
            switch effect {
            case .evaluate: .evaluate
            case .createRemediation: .create
            case .writeRemediationStatus: .status
            case .deleteRemediation: .delete
            case .writePolicyStatus: .policyStatus
            case .writeMetricSourceStatus: .sourceStatus
            case .writeGuardrailStatus: .guardrailStatus
            case .change(_, let change) where change.isDryRun: .dryRun
            case .change(_, let change) where change.purpose == .undo: .undo
            case .change(_, let change) where change.purpose == .evict: .evict
            case .change: .change
            case .read: .read
            case .recordEvent, .audit: .event
            }
    }
}
