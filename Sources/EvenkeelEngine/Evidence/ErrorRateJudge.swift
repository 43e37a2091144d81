import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// Errors among requests: read from counters, each sample once, or as a query counts them over a window of its own.
enum ErrorRateJudge {
    static func judge(
        _ name: String, _ signal: ErrorRateSignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let counts = memory.counts(errors: signal.errors, requests: signal.requests)
        try SampleQuality.checkCounts(counts)
        return counts.areCounters
            ? try judgeCounters(name, signal, &memory, context) : try judgeWindows(name, signal, &memory, context)
    }

    private static func finding(
        _ name: String, _ signal: ErrorRateSignal, _ counts: CountLog.Chunk, _ confidence: Double, isFresh: Bool
    ) -> SignalFinding {
        let errors = min(counts.errors, counts.requests)
        let rate = errors / counts.requests
        let isBad = rate > signal.limit.fraction
        let certainty = isBad ? "; confidence \(NumberText.percent(confidence))" : ""
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: confidence), isBad: isBad,
                value: NumberText.plain(rate), limit: NumberText.plain(signal.limit.fraction),
                samples: Int(counts.requests.rounded()), observedAt: Timestamp(secondsSince1970: counts.time),
                explanation: "error rate \(NumberText.percent(rate)) (\(NumberText.plain(errors.rounded())) of "
                    + "\(NumberText.plain(counts.requests.rounded()))) against a limit of "
                    + "\(NumberText.percent(signal.limit.fraction))\(certainty)"),
            isFresh: isFresh)
    }

    private static func checkNumber(_ requests: Double, _ signal: ErrorRateSignal, _ span: String) throws(BadSample) {
        guard requests < Double(signal.minimumRequests) else { return }
        throw BadSample(
            quality: .thin,
            explanation: "\(NumberText.plain(requests)) requests\(span); fewer than \(signal.minimumRequests) say "
                + "nothing about an error rate")
    }

    private static func confidence(
        _ signal: ErrorRateSignal, _ counts: CountLog.Chunk, isFresh: Bool, _ memory: inout SignalMemory
    ) -> Double {
        switch signal.test {
        case .consecutive: return counts.errors > signal.limit.fraction * counts.requests ? 1 : 0
        case .sequential:
            var test = memory.sequential ?? SequentialErrorRateTest(limit: signal.limit.fraction)
            if isFresh { _ = test.observe(errors: counts.errors, requests: counts.requests) }
            memory.sequential = test
            return test.confidence
        }
    }
}

// A query that counts by itself.
extension ErrorRateJudge {
    private static func judgeWindows(
        _ name: String, _ signal: ErrorRateSignal, _ memory: inout SignalMemory, _ context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let queries = memory.counts(errors: signal.errors, requests: signal.requests)
        let requests = try count(name, .requests, queries.requests, context)
        try checkNumber(requests.value, signal, "")
        let errors = min(try count(name, .errors, queries.errors, context).value, requests.value)
        let isFresh = memory.isNewWindow(of: queries.window, at: context.evaluation.at)
        let counts = CountLog.Chunk(time: requests.time, errors: errors, requests: requests.value)
        return finding(
            name, signal, counts, confidence(signal, counts, isFresh: isFresh, &memory), isFresh: isFresh)
    }

    private static func count(
        _ name: String, _ role: Query.Role, _ query: CountQuery, _ context: SignalContext
    ) throws(BadSample) -> Sample {
        let what = "the \(role.rawValue) of \(name)"
        let series = try SampleQuality.series(context.answer(name, role), what: what)
        var sample = try SampleQuality.newest(series, what: what, now: context.now, staleAfter: context.staleAfter)
        sample.value = try SampleQuality.count(sample.value * query.factor, what: what)
        return sample
    }
}

// Counters.
extension ErrorRateJudge {
    private static func judgeCounters(
        _ name: String, _ signal: ErrorRateSignal, _ memory: inout SignalMemory, _ context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let chunk: CountLog.Chunk?
        do throws(BadSample) {
            chunk = try read(name, &memory.log, context)
        } catch {
            if memory.log.reader.isNew { memory.sequential = nil }
            throw error
        }
        // What is fed to the test is new, however little it is; what is told has to be enough.
        let newest = chunk ?? CountLog.Chunk(time: 0, errors: 0, requests: 0)
        let isFresh = newest.requests > 0
        let testConfidence = confidence(signal, newest, isFresh: isFresh, &memory)
        memory.log.note(confidence: signal.test == .sequential ? testConfidence : 0)
        let collected = memory.log.collected(atLeast: Double(signal.minimumRequests))
        let counts = collected ?? CountLog.Chunk(time: context.now.secondsSince1970, errors: 0, requests: 0)
        try checkNumber(counts.requests, signal, " in the last \(NumberText.duration(CountLog.horizon))")
        let isOver = counts.errors > signal.limit.fraction * counts.requests
        var finding = finding(
            name, signal, counts, signal.test == .sequential ? testConfidence : isOver ? 1 : 0, isFresh: isFresh)
        finding.since = memory.log.evidenceSince.map { Timestamp(secondsSince1970: $0) }
        return finding
    }

    /// - Returns: what no evaluation before has read; `nil` where there is nothing new.
    private static func read(
        _ name: String, _ log: inout CountLog, _ context: SignalContext
    ) throws(BadSample) -> CountLog.Chunk? {
        let errors = try SampleQuality.answered(context.answer(name, .errors), what: "the errors of \(name)")
        let requests = try SampleQuality.answered(context.answer(name, .requests), what: "the requests of \(name)")
        // Without an error there may be no counter of errors; without requests nothing is known.
        guard requests.contains(where: { !$0.samples.isEmpty }) else {
            throw BadSample(
                quality: .empty,
                explanation: "the query for the requests of \(name) returned no samples; check the selector")
        }
        return try log.read([errors, requests], of: "the counters of \(name)", context)
    }
}
