import EvenkeelEngine
import PrometheusClient

/// Evaluates an expression over a range. What fails or warns as a whole is asked again in halves, and at last one evaluation at a time,
/// so that each time has the answer that a live evaluation would have had.
struct RangeReader {
    /// Fewer times than this are not divided any more: each evaluation asks for itself.
    static let smallest = 32

    let client: PrometheusClient
    let expression: String
    /// Milliseconds.
    let step: Int
    let isInstant: Bool
    /// The expression can be asked for single times only.
    private(set) var isExactOnly = false

    init(client: PrometheusClient, expression: String, step: Int, isInstant: Bool) {
        self.client = client
        self.expression = expression
        self.step = step
        self.isInstant = isInstant
    }

    /// - Parameter needed: where an answer is too large, less is read ahead, but at least up to here.
    mutating func read(from: Int, to: Int, needed: Int) async throws(PastError) -> [RangeCache.Part] {
        let content = try await range(from: from, to: to)
        guard isUnhealthy(content) else { return [RangeCache.Part(from: from, to: to, content: content)] }
        if isRejected {
            // A wrong query is wrong at every time; one that cannot be evaluated over a range may have a value at each.
            let single = try await exactly(from: from, to: from)
            if single.isRejected { return [RangeCache.Part(from: from, to: to, content: single)] }
            isExactOnly = isInstant
            if isExactOnly { return [] }
        }
        guard (to - from) / step >= Self.smallest else {
            return [RangeCache.Part(from: from, to: to, content: .unread)]
        }
        let middle = from + (to - from) / step / 2 * step
        if isOversized, needed <= middle { return try await read(from: from, to: middle, needed: needed) }
        return try await read(from: from, to: middle, needed: needed)
            + read(from: middle + step, to: to, needed: needed)
    }

    /// The last answer was that the query itself is wrong, which no other time will change.
    private var isRejected = false
    /// The last answer was too large, or took too long.
    private var isOversized = false

    private func isUnhealthy(_ content: RangeCache.Part.Content) -> Bool {
        switch content {
        case .failed, .unread: true
        case .series(_, let warnings): !warnings.isEmpty
        }
    }

    private mutating func range(from: Int, to: Int) async throws(PastError) -> RangeCache.Part.Content {
        do throws(PrometheusError) {
            isRejected = false
            isOversized = false
            return Self.content(
                try await client.queryRange(
                    expression, from: Self.seconds(from), to: Self.seconds(to), step: Self.seconds(step)))
        } catch {
            isRejected = error.kind == .badData && error.status == 400
            if case .tooLarge = error.kind { isOversized = true } else { isOversized = error.kind == .timeout }
            return try Self.content(error)
        }
    }

    /// Asks as a live evaluation does.
    func exactly(from: Int, to: Int) async throws(PastError) -> RangeCache.Part.Content {
        do throws(PrometheusError) {
            guard isInstant else {
                return Self.content(
                    try await client.queryRange(
                        expression, from: Self.seconds(from), to: Self.seconds(to), step: Self.seconds(step)))
            }
            return Self.content(try await client.query(expression, at: Self.seconds(from)))
        } catch {
            return try Self.content(error)
        }
    }

    private static func content(_ result: QueryResult) -> RangeCache.Part.Content {
        .series(result.series.map { RangeCache.Column($0) }, warnings: result.warnings)
    }

    /// A Prometheus that is not there now says nothing about the past.
    private static func content(_ error: PrometheusError) throws(PastError) -> RangeCache.Part.Content {
        switch error.kind {
        case .cancelled: throw .cancelled
        case .unauthorised, .badAddress: throw .misconfigured("\(error)")
        case .unavailable, .notPrometheus: throw .unreachable("\(error)")
        case .badData, .timeout, .tooLarge, .unsupportedResult:
            return .failed("\(error)", isRejected: error.isAboutQuery)
        }
    }

    private static func seconds(_ milliseconds: Int) -> Double { Double(milliseconds) / 1000 }
}
