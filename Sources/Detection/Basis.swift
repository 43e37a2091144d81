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

    func explanation(of judgement: Judgement) -> String {
        switch self {
        case .spread(let evidence):
            return evidence.explanation(of: judgement)
        case .adaptive(let evidence):
            return evidence.explanation(of: judgement)
        case .warmingUp(let value, let seen, let needed):
            return "\(NumberText.plain(value)) seen; still learning what is normal: \(seen) of \(needed) points"
        case .unjudged(.notFinite, let value):
            return "\(NumberText.plain(value)) is not a usable number; ignored"
        case .unjudged(.notNewer, let value):
            return "\(NumberText.plain(value)) is not newer than the point before; ignored"
        }
    }
}
