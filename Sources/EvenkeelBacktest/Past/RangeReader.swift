import EvenkeelEngine
import PrometheusClient

/// Evaluates an expression over a range. What fails or warns as a whole is asked again in halves, down to single times, so
/// that each time has the answer that a live look would have had.
struct RangeReader {
    /// More troubled pieces than this are not told apart.
    static let maximumSplits = 64

    let client: PrometheusClient
    let expression: String
    /// Milliseconds.
    let step: Int
    let isInstant: Bool
    private var splits = 0
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
        guard isTroubled(content), from < to, splits < Self.maximumSplits, !isExactOnly else {
            let isOne = from == to && isInstant
            return [
                RangeCache.Part(from: from, to: to, content: isOne ? try await exactly(from: from, to: to) : content)
            ]
        }
        let middle = from + (to - from) / step / 2 * step
        if isOversized, needed <= middle { return try await read(from: from, to: middle, needed: needed) }
        if splits == 0, try await cannotBeRange(from) { return [] }
        if splits == 0, case .failed(let reason) = try await exactly(from: from, to: from), isRejected {
            return [RangeCache.Part(from: from, to: to, content: .failed(reason))]
        }
        splits += 1
        return try await read(from: from, to: middle, needed: needed)
            + read(from: middle + step, to: to, needed: needed)
    }

    /// The last answer was that the query itself is wrong, which no other time will change.
    private var isRejected = false
    /// The last answer was too large, or took too long.
    private var isOversized = false

    private func isTroubled(_ content: RangeCache.Part.Content) -> Bool {
        switch content {
        case .failed: true
        case .series(_, let warnings): !warnings.isEmpty
        }
    }

    /// Some expressions have a value at a time and none over a range, such as a range selector.
    private mutating func cannotBeRange(_ at: Int) async throws(PastError) -> Bool {
        guard isRejected, isInstant, case .series = try await exactly(from: at, to: at) else { return false }
        isExactOnly = true
        return true
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

    /// As a live look asks.
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
        case .unavailable, .unauthorised, .notPrometheus, .badAddress: throw .unreachable("\(error)")
        case .badData, .timeout, .tooLarge, .unsupportedResult: return .failed("\(error)")
        }
    }

    private static func seconds(_ milliseconds: Int) -> Double { Double(milliseconds) / 1000 }
}
