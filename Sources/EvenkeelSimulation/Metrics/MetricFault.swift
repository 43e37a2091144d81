/// In what way a metric source does not say what is the case.
enum MetricFault: String, Sendable, Hashable, CaseIterable {
    case empty, notANumber, infinite, stale, fromTheFuture, several, partial, failed, unanswered, thin, gap, negative
    /// All is well, it says, or all is bad: good data by every test, and wrong.
    case allWell, allBad

    /// Whether an answer of counts shows by itself that nothing may be concluded from it.
    var isUnusable: Bool { self != .allWell && self != .allBad }

    /// Of a series that is compared with its own past, a small or a negative value may be a value like any other.
    var isUnusableSeries: Bool { isUnusable && self != .thin && self != .negative }
}
