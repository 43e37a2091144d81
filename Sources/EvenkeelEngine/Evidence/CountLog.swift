import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// What was counted of requests and of errors among them, evaluation by evaluation: read from counters, each sample once.
struct CountLog: Sendable {
    /// What one evaluation found that none before it had.
    struct Chunk: Sendable, Hashable {
        /// When its newest sample was taken, in seconds since 1970.
        var time: Double
        var errors: Double
        var requests: Double
    }

    var reader = CounterReader()
    private(set) var chunks: [Chunk] = []
    /// When the evidence that there is now began; `nil` while there is none.
    private(set) var evidenceSince: Double?
    /// The newest sample when there was last enough to count as news.
    private var newsAt: Double?

    /// Seconds for which counts are kept where no evidence needs them: what is older does not describe the present.
    static let horizon = 300.0
    private static let capacity = 120

    /// Reads errors and requests up to now.
    ///
    /// - Returns: what no reading before had; `nil` where there is nothing new.
    @discardableResult
    mutating func read(
        _ questions: [[Series]], of what: String, _ context: SignalContext
    ) throws(BadSample) -> Chunk? {
        let reading = try counted(questions, of: what, context)
        let oldest = context.now.secondsSince1970 - Self.horizon
        chunks.removeAll { $0.time < oldest && $0.time < evidenceSince ?? .infinity }
        // A population may be away.
        guard let newest = reading.newest else { return nil }
        try SampleQuality.checkAge(newest, what: what, now: context.now, context.staleAfter)
        guard reading.isNew else { return nil }
        let chunk = Chunk(
            time: newest, errors: min(reading.amounts[0], reading.amounts[1]), requests: reading.amounts[1])
        add(chunk)
        return chunk
    }

    /// What an answer contradicts is no evidence any more.
    private mutating func counted(
        _ questions: [[Series]], of what: String, _ context: SignalContext
    ) throws(BadSample) -> CounterReader.Reading {
        do throws(BadSample) {
            return try SampleQuality.counted(questions, of: what, at: context.evaluation.at, by: &reader)
        } catch {
            if reader.isNew { self = CountLog() }
            throw error
        }
    }

    /// Whether so many requests came since the last time that this was so.
    mutating func isNews(atLeast requests: Double) -> Bool {
        let sum = chunks.filter { $0.time > newsAt ?? -.infinity }.reduce(0) { $0 + $1.requests }
        guard let newest = chunks.last?.time, sum >= requests else { return false }
        newsAt = newest
        return true
    }

    private mutating func add(_ chunk: Chunk) {
        chunks.append(chunk)
        chunks.removeAll { $0.time < chunk.time - Self.horizon || $0.time > chunk.time }
        if chunks.count > Self.capacity { chunks.removeFirst(chunks.count - Self.capacity) }
    }

    /// Notes whether there is evidence as of the newest chunk.
    mutating func note(confidence: Double) {
        evidenceSince = confidence > 0 ? evidenceSince ?? chunks.last?.time : nil
    }

    /// What was collected since the evidence began, and at least `minimum` requests, where the horizon has as many.
    func collected(atLeast minimum: Double) -> Chunk? {
        guard let newest = chunks.last else { return nil }
        var sum = Chunk(time: newest.time, errors: 0, requests: 0)
        for chunk in chunks.reversed() {
            if sum.requests >= minimum, chunk.time < evidenceSince ?? .infinity { break }
            sum.errors += chunk.errors
            sum.requests += chunk.requests
        }
        return sum
    }

    /// The confidence that the rate is below the limit, by what was sampled after this time alone.
    func confidence(below limit: Double, after time: Double) -> Double {
        var test = SequentialErrorRateTest(limit: limit)
        for chunk in chunks where chunk.time > time {
            _ = test.observe(errors: chunk.errors, requests: chunk.requests)
        }
        return test.confidenceOfRecovery
    }
}
