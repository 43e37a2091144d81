import EvenkeelEngine
import PrometheusClient
import TimeSeries

/// The raw samples of one selector, read an hour ahead: each evaluation gets those that a live one would have got.
struct SampleCache: Sendable {
    /// Milliseconds that one request reads.
    static let ahead = 3_600_000

    private let selector: String
    /// What was read, in milliseconds: after the first time, up to the second one.
    private var covered: (from: Int, to: Int)?
    private var content = RangeCache.Part.Content.unread

    init(_ selector: String) { self.selector = selector }

    /// The samples after `from`, up to `to`.
    ///
    /// - Parameter end: the last time that is ever asked for.
    mutating func outcome(
        from: Int, to: Int, end: Int, _ client: PrometheusClient
    ) async throws(PastError) -> RangeCache.Outcome {
        if covered.map({ $0.from <= from && to <= $0.to }) != true {
            let through = max(to, min(end, from + Self.ahead))
            let range = "\(selector)[\(through - from)ms]"
            let reader = RangeReader(client: client, expression: range, step: 1, isInstant: true)
            content = try await reader.exactly(from: through, to: through)
            covered = (from, through)
        }
        guard case .series(let columns, let warnings) = content else { return RangeCache.Outcome(content) }
        let series = columns.compactMap { Self.slice($0, from: Double(from) / 1000, to: Double(to) / 1000) }
        return RangeCache.Outcome(content: .series(series), warnings: warnings)
    }

    private static func slice(_ column: RangeCache.Column, from: Double, to: Double) -> Series? {
        let first = column.samples.firstIndex { $0.time > from } ?? column.samples.endIndex
        let samples = column.samples[first...].prefix { $0.time <= to }
        return samples.isEmpty ? nil : Series(labels: column.labels, samples: Array(samples))
    }
}
