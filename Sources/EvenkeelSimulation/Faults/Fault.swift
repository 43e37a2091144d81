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
