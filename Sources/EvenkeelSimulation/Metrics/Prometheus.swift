import EvenkeelEngine
import KubernetesTypes
import TimeSeries

/// What a query of a policy asks for.
struct Question: Sendable, Hashable {
    enum What: Sendable, Hashable { case errors, requests, latency, alerts }

    var application: String
    var what: What
    /// Of a range selector, in seconds.
    var window: Double
}

/// A modelled Prometheus: it scrapes at its own times, looks back at most five minutes, and may lag or answer wrongly.
struct Prometheus: Sendable {
    private var random: SeededRandom
    private let salt: UInt64
    /// Seconds between two scrapes, and when the first one was.
    let scrapeInterval: Double
    private let phase: Double
    /// What it knows is so many seconds old.
    var lag = 0.0
    /// Every question is answered so, while set; otherwise one in many, by `lieRate`.
    var fault: MetricFault?
    var metricFaultRate = 0.0
    var questions: [String: Question] = [:]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed, "prometheus")
        salt = random.next()
        scrapeInterval = [5, 10, 15, 30].randomLike(&random)
        phase = random.between(0, scrapeInterval)
    }

    /// The lie that the next answer is, if it is one.
    mutating func nextMetricFault() -> MetricFault? {
        if let fault { return fault }
        guard metricFaultRate > 0, random.chance(metricFaultRate) else { return nil }
        return random.one(of: MetricFault.allCases)
    }

    /// - Parameters:
    ///   - time: as of when, by the clock of whoever asks.
    ///   - now: by the source's own clock; what is later was not scraped yet.
    ///   - role: what the answer is for, which the bad and the good lies need.
    /// - Returns: `nil` where there is no answer at all.
    func answer(
        _ query: Query, _ question: Question, _ traffic: Traffic, _ metricFault: MetricFault?, at time: Timestamp,
        now: Timestamp
    ) -> Answer? {
        var answer = Answer(signal: query.signal, role: query.role, content: .series([]))
        switch metricFault {
        case .unanswered: return nil
        case .failed: answer.content = .failed("connection refused; is Prometheus running?")
        case .empty: break
        default:
            var series = series(query, question, traffic, at: time, now: now)
            if let metricFault { distort(&series, metricFault, question) }
            if metricFault == .partial { answer.warnings = ["a shard did not answer"] }
            answer.content = .series(series.samples.isEmpty ? [] : several(series, metricFault))
        }
        return answer
    }

    /// When the newest sample behind a signal was taken, which a lie knows nothing of.
    func sampledAt(_ query: Query, _ metricFault: MetricFault?, at time: Timestamp, now: Timestamp) -> Answer? {
        var answer = Answer(signal: query.signal, role: query.role, content: .series([]))
        switch metricFault {
        case .unanswered: return nil
        case .failed: answer.content = .failed("connection refused; is Prometheus running?")
        default:
            let last = lastScrape(by: min(time, now - lag)).secondsSince1970
            answer.content = .series([Series(samples: [.init(time: time.secondsSince1970, value: last)])])
        }
        return answer
    }

    private func several(_ series: Series, _ metricFault: MetricFault?) -> [Series] {
        guard metricFault == .several else { return [series] }
        var other = series
        other.labels = ["pod": "b"]
        var first = series
        first.labels = ["pod": "a"]
        return [first, other]
    }

    private func series(
        _ query: Query, _ question: Question, _ traffic: Traffic, at time: Timestamp, now: Timestamp
    ) -> Series {
        switch query.kind {
        case .instant:
            return Series(samples: [sample(question, traffic, at: time, now: now)].compactMap(\.self))
        case .samples(let seconds): return counter(question, traffic, from: time - seconds, to: time, now: now)
        case .range(let from, let to, let step):
            let count = max(0, min(21_600, Int(((to - from) / step).rounded())))
            return Series(
                samples: (0...count).compactMap { sample(question, traffic, at: from + Double($0) * step, now: now) })
        }
    }

    private func sample(
        _ question: Question, _ traffic: Traffic, at time: Timestamp, now: Timestamp
    ) -> Sample? {
        // What was scraped last before the time that is asked for, and no more than five minutes before it.
        let known = min(time, now - lag)
        let last = lastScrape(by: known)
        guard time - last <= 300 else { return nil }
        let noise = noise(question, last)
        if question.what == .latency {
            return .init(time: time.secondsSince1970, value: traffic.level(at: last).latency * (1 + 0.02 * noise))
        }
        if question.what == .alerts {
            let level = traffic.level(at: last)
            return level.errors > 0.05 * level.requests ? .init(time: time.secondsSince1970, value: 1) : nil
        }
        let first = lastScrape(by: time - question.window) + scrapeInterval
        guard last > first else { return nil }
        let (end, start) = (traffic.counters(at: last), traffic.counters(at: first))
        let increase = question.what == .errors ? end.errors - start.errors : end.requests - start.requests
        let value = increase * question.window / (last - first)
        return .init(time: time.secondsSince1970, value: max(0, value + 0.02 * noise * value.squareRoot()))
    }

    /// The raw counter, scrape by scrape.
    private func counter(
        _ question: Question, _ traffic: Traffic, from: Timestamp, to: Timestamp, now: Timestamp
    ) -> Series {
        var scrape = lastScrape(by: min(to, now - lag))
        var samples: [Sample] = []
        while scrape > from, samples.count < 1_000 {
            let counters = traffic.counters(at: scrape)
            let value = question.what == .errors ? counters.errors : counters.requests
            samples.append(Sample(time: scrape.secondsSince1970, value: value.rounded(.down)))
            scrape = scrape - scrapeInterval
        }
        return Series(labels: ["instance": question.application], samples: samples.reversed())
    }

    private func lastScrape(by time: Timestamp) -> Timestamp {
        let count = ((time.secondsSince1970 - phase) / scrapeInterval).rounded(.down)
        return Timestamp(secondsSince1970: phase + count * scrapeInterval)
    }

    /// From -1 to 1, the same for the same scrape.
    private func noise(_ question: Question, _ scrape: Timestamp) -> Double {
        let subject = SeededRandom.hash(question.application) ^ UInt64(bitPattern: scrape.microsecondsSince1970)
        return Double(SeededRandom.mix(subject ^ salt) >> 11) / 0x1p52 - 1
    }

    private func distort(_ series: inout Series, _ metricFault: MetricFault, _ question: Question) {
        guard let last = series.samples.indices.last else { return }
        switch metricFault {
        case .notANumber: series.samples[last].value = .nan
        case .infinite: series.samples[last].value = .infinity
        case .negative: series.samples[last].value = -1
        case .stale: for index in series.samples.indices { series.samples[index].time -= 1800 }
        case .fromTheFuture: for index in series.samples.indices { series.samples[index].time += 3600 }
        case .thin: for index in series.samples.indices { series.samples[index].value /= 1e6 }
        case .gap: series.samples = []
        case .allHealthy where question.what == .errors: series.samples[last].value = 0
        case .allUnhealthy where question.what == .errors: series.samples[last].value = 1e9
        default: break
        }
    }
}

extension [Double] {
    /// One of them; 0 where there is none.
    fileprivate func randomLike(_ random: inout SeededRandom) -> Double { random.one(of: self) ?? 0 }
}
