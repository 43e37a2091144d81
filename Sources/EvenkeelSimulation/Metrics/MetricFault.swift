/// In what way the answer of a metric source is wrong.
enum MetricFault: String, Sendable, Hashable, CaseIterable {
    case empty, notANumber, infinite, stale, fromTheFuture, several, partial, failed, unanswered, thin, gap, negative
    /// Everything is healthy, or everything is unhealthy: good data by every test, and wrong.
    case allHealthy, allUnhealthy

    /// Whether an answer of counts shows by itself that nothing may be concluded from it.
    var isUnusable: Bool { self != .allHealthy && self != .allUnhealthy }

    /// Of a series that is compared with its own past, a small or a negative value may be a value like any other.
    var isUnusableSeries: Bool { isUnusable && self != .thin && self != .negative }
}
