import EvenkeelAPI
import EvenkeelEngine
import KubernetesTypes
import TimeSeries

/// What a source had of each query: the times that its answers cover, and why others were not answered.
struct RangeCoverage: Sendable {
    private struct Key: Hashable, Sendable {
        var policy: ObjectKey
        var signal: String
        var role: Query.Role
    }

    fileprivate struct Held: Sendable {
        /// The first and the last evaluation.
        var asked: Span
        /// From the first to the last sample; `nil` while there is none.
        var samples: ClosedRange<Double>?
        var failures: [String: Int] = [:]
    }

    /// A hole of less than this at the beginning or the end is not worth a word.
    fileprivate static let slack = 3600.0
    fileprivate static let maximumReasons = 20
    private var held: [Key: Held] = [:]

    mutating func take(_ content: Answer.Content, of query: Query, _ request: EvaluationRequest) {
        let key = Key(policy: request.policy, signal: query.signal, role: query.role)
        held[key, default: Held(asked: Span(from: request.at, to: request.at))].take(content, at: request.at)
    }

    /// One sentence for each query that was refused, or whose past is not all there.
    var notices: [String] {
        held.sorted { Self.text($0.key) < Self.text($1.key) }.flatMap { key, held in
            held.sentences.map { "\(Self.text(key)): \($0)" }
        }
    }

    private static func text(_ key: Key) -> String {
        let isOnly = key.role == .value || key.role == .alerts
        return "\(key.policy), signal \(key.signal)\(isOnly ? "" : ", \(key.role.rawValue)")"
    }
}

extension RangeCoverage.Held {
    fileprivate mutating func take(_ content: Answer.Content, at now: Timestamp) {
        asked.to = max(asked.to, now)
        switch content {
        case .failed(let reason), .rejected(let reason):
            if failures[reason] != nil || failures.count < RangeCoverage.maximumReasons {
                failures[reason, default: 0] += 1
            }
        case .series(let series):
            for one in series {
                guard let first = one.samples.first?.time, let last = one.samples.last?.time else { continue }
                let before = samples ?? first...max(first, last)
                samples = min(before.lowerBound, first)...max(before.upperBound, last)
            }
        case .silences: break
        }
    }

    fileprivate var sentences: [String] {
        let refusals = failures.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(3).map { reason, count in
            "no answer at \(count) \(count == 1 ? "evaluation" : "evaluations"): \(reason)"
        }
        return refusals + (failures.isEmpty ? [hole].compactMap(\.self) : [])
    }

    /// The source answers, and has nothing.
    private var hole: String? {
        guard let samples else {
            return "the source has no series between \(asked.from) and \(asked.to); check the query, and how "
                + "far back the source keeps data"
        }
        let (first, last) = (samples.lowerBound, samples.upperBound)
        if first > asked.from.secondsSince1970 + RangeCoverage.slack {
            return "the source has nothing before \(Timestamp(secondsSince1970: first)); check how far back it keeps "
                + "data"
        }
        guard last < asked.to.secondsSince1970 - RangeCoverage.slack else { return nil }
        return "the source has nothing after \(Timestamp(secondsSince1970: last)); check that it still collects"
    }
}
