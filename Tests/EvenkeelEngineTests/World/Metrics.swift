import EvenkeelEngine
import KubernetesTypes
import TimeSeries

/// What a signal measures from some moment on.
enum Reading: Hashable, Sendable {
    /// So many errors of so many requests in the window.
    case counts(errors: Double, requests: Double)
    /// With a little noise, as real series have it.
    case value(Double)
    case firing(Bool)
    case empty
    case number(Double)
    /// The newest sample is so many seconds old.
    case stale(Double)
    case several(label: String)
    case partial
    case failed
    /// The source is there and refuses the query.
    case rejected
    case unanswered

    static func rate(_ rate: Double, of requests: Double = 2000) -> Reading {
        .counts(errors: (rate * requests).rounded(), requests: requests)
    }
}

/// A scripted Prometheus: each signal has readings that hold from a moment until the next one.
struct Metrics: Sendable {
    /// Signals whose answers a test makes itself.
    var made: [String: @Sendable (Query, Timestamp) -> Answer.Content] = [:]
    private var levels: [String: [(from: Timestamp, reading: Reading)]] = [:]

    mutating func set(_ signal: String, _ reading: Reading, from time: Timestamp) {
        levels[signal, default: []].append((time, reading))
    }

    func reading(_ signal: String, at time: Timestamp) -> Reading {
        levels[signal]?.last { $0.from <= time }?.reading ?? .empty
    }

    /// `nil` where the source does not answer.
    func answer(_ query: Query, at time: Timestamp) -> Answer? {
        if let made = made[query.signal] {
            return Answer(signal: query.signal, role: query.role, content: made(query, time))
        }
        if query.role == .sampledAt { return sampledAt(query, at: time) }
        let now = reading(query.signal, at: time)
        var content = Answer.Content.series([])
        var warnings: [String] = []
        switch now {
        case .unanswered: return nil
        case .failed: content = .failed("connection refused; is Prometheus running?")
        case .rejected: content = .rejected("the query was rejected: parse error at char 3")
        case .partial:
            warnings = ["a shard did not answer"]
            content = .series([series(query, at: time)])
        case .empty: content = .series([])
        case .several(let label):
            content = .series([
                Series(labels: [label: "a"], samples: [.init(time: time.secondsSince1970, value: 1)]),
                Series(labels: [label: "b"], samples: [.init(time: time.secondsSince1970, value: 2)]),
            ])
        case .firing(let isFiring):
            content = .series(
                isFiring ? [Series(samples: [.init(time: time.secondsSince1970, value: 1)])] : [])
        default: content = .series([series(query, at: time)])
        }
        return Answer(signal: query.signal, role: query.role, content: content, warnings: warnings)
    }

    /// Says how old the samples behind the signal are, where `age` was set for it.
    private func sampledAt(_ query: Query, at time: Timestamp) -> Answer {
        var series: [Series] = []
        if case .number(let age) = reading("\(query.signal)/age", at: time) {
            series = [Series(samples: [.init(time: time.secondsSince1970, value: time.secondsSince1970 - age)])]
        }
        return Answer(signal: query.signal, role: .sampledAt, content: .series(series))
    }

    private func series(_ query: Query, at time: Timestamp) -> Series {
        switch query.kind {
        case .instant: return Series(samples: [sample(query, at: time)].compactMap(\.self))
        case .samples(let seconds): return counter(query, from: time - seconds, to: time)
        case .range(let from, let to, let step):
            let count = max(0, Int(((to - from) / step).rounded()))
            return Series(samples: (0...count).compactMap { sample(query, at: from + Double($0) * step) })
        }
    }

    /// A counter that is scraped every 15 seconds. The reading is what it rises by in a minute.
    private func counter(_ query: Query, from: Timestamp, to: Timestamp) -> Series {
        var total = 0.0
        var samples: [Sample] = []
        let start = World.beginning.secondsSince1970 - 600
        for second in stride(from: start, through: to.secondsSince1970, by: 15) {
            guard let rise = sample(query, at: Timestamp(secondsSince1970: second)) else { continue }
            total += rise.value / 4
            if second > from.secondsSince1970 { samples.append(Sample(time: second, value: total)) }
        }
        return Series(labels: ["instance": "web"], samples: samples)
    }

    private func sample(_ query: Query, at time: Timestamp) -> Sample? {
        let seconds = time.secondsSince1970
        switch reading(query.signal, at: time) {
        case .counts(let errors, let requests):
            return .init(time: seconds, value: query.role == .errors ? errors : requests)
        case .value(let value): return .init(time: seconds, value: value * (1 + Self.noise(seconds)))
        case .number(let value): return .init(time: seconds, value: value)
        case .stale(let age): return .init(time: seconds - age, value: query.role == .errors ? 0 : 2000)
        case .partial: return .init(time: seconds, value: query.role == .errors ? 1000 : 2000)
        default: return nil
        }
    }

    /// Within 2 %, the same at the same time.
    private static func noise(_ seconds: Double) -> Double {
        Double((Int64(seconds) / 10 &* 7919) % 41 - 20) / 1000
    }
}
