public import EvenkeelEngine

/// Where the past is read from: it answers an evaluation's queries as they would have been answered at the evaluation's time.
public protocol Past: Sendable {
    /// One answer for each query, in the same order. What the past does not hold is an answer too; an error ends the
    /// backtest.
    mutating func answers(to request: EvaluationRequest) async throws(PastError) -> [Answer]

    /// What a reader of the report should know about the data, one sentence each.
    var notices: [String] { get }
}

/// Why there is no past to play.
public enum PastError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence says what happened, where, and what to do.
    case unreachable(String)
    case misconfigured(String)
    case file(SeriesFileError)
    case cancelled

    public var description: String {
        switch self {
        case .unreachable(let reason), .misconfigured(let reason): reason
        case .file(let error): error.description
        case .cancelled: "the backtest was stopped before its end"
        }
    }
}
