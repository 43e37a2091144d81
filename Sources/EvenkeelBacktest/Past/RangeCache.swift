import EvenkeelEngine
import PrometheusClient
import TimeSeries

/// The evaluated times of one query, in parts that follow each other.
struct RangeCache: Sendable {
    struct Part: Sendable {
        /// Milliseconds since 1970, both included.
        var from: Int
        var to: Int
        var content: Content

        enum Content: Sendable {
            case series([Column], warnings: [String])
            /// Times that are asked for one by one when they are needed.
            case unread
            /// No usable answer, and whether it is the query's own fault.
            case failed(String, isRejected: Bool)

            /// The query itself is wrong.
            var isRejected: Bool {
                if case .failed(_, let isRejected) = self { isRejected } else { false }
            }

            /// As an answer says it; `nil` where there are series.
            var failure: Answer.Content? {
                guard case .failed(let reason, let isRejected) = self else { return nil }
                return isRejected ? .rejected(reason) : .failed(reason)
            }
        }
    }

    /// One series, with a place where the last search ended: evaluations come in the order of time.
    struct Column: Sendable {
        var labels: [String: String]
        var samples: [Sample]
        var cursor = 0
    }

    /// What an answer says.
    struct Outcome {
        var content: Answer.Content
        var warnings: [String] = []
    }

    let step: Int
    var parts: [Part] = []
    /// Only the very question of each evaluation gives the right answer.
    var isExactOnly = false

    init(step: Int) { self.step = step }

    static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }

    /// Whether both times, and all between them, were evaluated.
    func covers(from: Int, to: Int) -> Bool {
        guard let first = parts.first, let last = parts.last else { return false }
        return first.from <= from && to <= last.to && (from - first.from) % step == 0
    }

    /// Whether the very question has to be asked.
    func isUnread(from: Int, to: Int) -> Bool {
        isExactOnly
            || parts.contains { part in
                guard case .unread = part.content else { return false }
                return part.from <= to && from <= part.to
            }
    }

    /// A range query fails as a whole where one of its times fails.
    mutating func outcome(from: Int, to: Int, isInstant: Bool) -> Outcome {
        var series: [Series] = []
        var positions: [[String: String]: Int] = [:]
        var warnings: [String] = []
        for index in parts.indices where parts[index].from <= to && from <= parts[index].to {
            if let failure = parts[index].content.failure { return Outcome(content: failure) }
            guard case .series(var columns, let said) = parts[index].content else { continue }
            // Held only once, so that the cursors move in place.
            parts[index].content = .series([], warnings: [])
            for column in columns.indices {
                let samples = columns[column].samples(from: from, to: to)
                guard !samples.isEmpty else { continue }
                if let position = positions[columns[column].labels] {
                    series[position].samples += samples
                } else {
                    if parts.count > 1 { positions[columns[column].labels] = series.count }
                    series.append(Series(labels: columns[column].labels, samples: Array(samples)))
                }
            }
            parts[index].content = .series(columns, warnings: said)
            warnings += said.filter { !warnings.contains($0) }
        }
        return Outcome(content: .series(series), warnings: warnings)
    }
}

extension RangeCache.Outcome {
    init(_ content: RangeCache.Part.Content) {
        switch content {
        case .unread: self.init(content: .failed("the question was not asked"))
        case .failed(let reason, let isRejected):
            self.init(content: isRejected ? .rejected(reason) : .failed(reason))
        case .series(let columns, let warnings):
            let series = columns.map { Series(labels: $0.labels, samples: $0.samples) }
            self.init(content: .series(series), warnings: warnings)
        }
    }
}

extension RangeCache.Column {
    init(_ series: Series) {
        self.init(labels: series.labels, samples: series.samples.map { .init(time: $0.time, value: $0.value) })
    }

    fileprivate mutating func samples(from: Int, to: Int) -> ArraySlice<Sample> {
        func milliseconds(_ index: Int) -> Int { RangeCache.milliseconds(samples[index].time) }
        if cursor > 0, milliseconds(cursor - 1) >= from { cursor = 0 }
        while cursor < samples.count, milliseconds(cursor) < from { cursor += 1 }
        var last = cursor
        while last < samples.count, milliseconds(last) <= to { last += 1 }
        return samples[cursor..<last]
    }
}
