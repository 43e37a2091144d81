/// How often things go wrong, which changes like the weather.
final class FaultInjector {
    private var random: SeededRandom
    /// The probability that an effect meets a fault.
    var roughness = 0.0
    /// Faults end here for good.
    var isOver = false

    init(seed: UInt64) { random = SeededRandom(seed: seed, "weather") }

    func fault(for kind: EffectKind) -> Fault? {
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
    func travel() -> Double { 0.002 + 0.02 * random.unit() }

    func restartDelay() -> Double { random.between(1, 25) }

    func watchDelay() -> Double { 0.01 + 0.1 * random.unit() }
}
