import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

enum CanaryJudge {
    static func queries(_ name: String, _ signal: CanarySignal, memory: SignalMemory?, now: Timestamp) -> [Query] {
        let counts = SignalJudge.counts(name, signal.source, signal.errors, signal.requests, memory, now)
        guard let latency = signal.latency else { return counts }
        let step = latency.step.seconds
        let end = (now.secondsSince1970 / step).rounded(.down) * step
        return counts + [
            Query(
                signal: name, role: .latency, source: signal.source, expression: latency.query,
                kind: .range(
                    from: Timestamp(secondsSince1970: end - latency.window.seconds),
                    to: Timestamp(secondsSince1970: end), step: step))
        ]
    }

    /// Neither a thin nor an inconclusive comparison is evidence: not of a bad canary, and not of a good one.
    static func judge(
        _ name: String, _ signal: CanarySignal, memory: inout SignalMemory, context: SignalContext
    ) throws(BadSample) -> SignalFinding {
        let counts = memory.counts(errors: signal.errors, requests: signal.requests)
        try SampleQuality.checkCounts(counts)
        let stable = try count(name, .stable, signal, counts, &memory, context)
        if try isAbsent(name, signal, stable.recent, context) {
            memory.canary = nil
            return SignalFinding(
                evidence: Evidence(
                    signal: name, quality: .ok, value: "no canary", observedAt: context.evaluation.at,
                    explanation: "no canary is running: of the stable version there are "
                        + "\(NumberText.plain(stable.recent.requests)) requests, of a canary none"),
                isFresh: isFresh(signal, counts, nil, &memory, context))
        }
        let canary = try count(name, .canary, signal, counts, &memory, context)
        let errors =
            counts.areCounters
            ? try test(name, signal, canary, stable, &memory, context)
            : comparison(signal).compareErrors(canary: canary.recent, stable: stable.recent)
        var metrics = [
            CanaryMetric(
                name: "errors", finding: errors, weight: Double(signal.weight), isCritical: signal.critical)
        ]
        if let latency = signal.latency { metrics.append(try compare(name, signal, latency, context)) }
        let score = CanaryScore(metrics)
        let explanation = explanation(score, metrics)
        guard score.verdict == .pass || score.verdict == .fail else {
            throw BadSample(quality: .thin, explanation: explanation)
        }
        let isBad = score.verdict == .fail
        return SignalFinding(
            evidence: Evidence(
                signal: name, quality: .ok, confidence: Percentage(fraction: isBad ? score.confidence : 0),
                isBad: isBad, value: NumberText.plain(errors.effect), limit: NumberText.plain(signal.margin.fraction),
                samples: Int(canary.recent.requests), observedAt: context.evaluation.at, explanation: explanation),
            isFresh: isFresh(signal, counts, canary.recent, &memory, context))
    }

    /// Counts of the last minutes are shown, and each count is tested once: the same growing counts, compared at every
    /// evaluation, would be sure of anything sooner or later.
    private static func test(
        _ name: String, _ signal: CanarySignal, _ canary: Counted, _ stable: Counted, _ memory: inout SignalMemory,
        _ context: SignalContext
    ) throws(BadSample) -> CanaryFinding {
        let series = try population(name, .requests, signal.canarySelector, name, context)
        let releases = CanaryMemory.releases(of: series)
        var canaryMemory = CanaryMemory(margin: signal.margin.fraction, releases: releases)
        if let known = memory.canary, !memory.log.chunks.isEmpty, !known.isReplaced(by: releases) {
            canaryMemory = known
        }
        canaryMemory.observe(canary: canary.new, stable: stable.new)
        memory.canary = canaryMemory
        return comparison(signal).compareErrors(
            canary: canary.recent, stable: stable.recent, by: canaryMemory.test)
    }

    /// Of counters, as soon as the canary has had enough requests that no evaluation before has counted as news.
    private static func isFresh(
        _ signal: CanarySignal, _ counts: CountQueries, _ canary: ErrorCount?, _ memory: inout SignalMemory,
        _ context: SignalContext
    ) -> Bool {
        guard counts.areCounters else {
            return memory.isNewWindow(of: counts.window, at: context.evaluation.at)
        }
        let requests = Double(signal.minimumRequests)
        return canary == nil ? memory.stable.isNews(atLeast: requests) : memory.log.isNews(atLeast: requests)
    }

    /// Only where the policy says so, and the same answer shows that the source works and traffic flows.
    private static func isAbsent(
        _ name: String, _ signal: CanarySignal, _ stable: ErrorCount, _ context: SignalContext
    ) throws(BadSample) -> Bool {
        guard signal.whenAbsent == .good, stable.requests >= Double(signal.minimumRequests) else { return false }
        return try population(name, .requests, signal.canarySelector, name, context).isEmpty
    }

    private static func comparison(_ signal: CanarySignal) -> CanaryComparison {
        CanaryComparison(
            confidence: signal.confidence.fraction, errorMargin: signal.margin.fraction,
            latencyMargin: signal.latency?.margin.fraction ?? 0, minimumRequests: Double(signal.minimumRequests),
            minimumPoints: signal.latency?.minimumPoints ?? 4)
    }

    private static func explanation(_ score: CanaryScore, _ metrics: [CanaryMetric]) -> String {
        let parts = metrics.map { metric in
            metric.name == "errors" ? metric.finding.explanation : "\(metric.name): \(metric.finding.explanation)"
        }
        let verdict = score.verdict == .inconclusive ? "inconclusive so far; " : ""
        let total = metrics.count > 1 ? "; score \(score.explanation)" : ""
        return verdict + parts.joined(separator: "; ") + total
    }

    private enum Population: String {
        case canary, stable

        func selector(_ signal: CanarySignal) -> [String: String] {
            switch self {
            case .canary: signal.canarySelector
            case .stable: signal.stableSelector
            }
        }

        var log: WritableKeyPath<SignalMemory, CountLog> {
            switch self {
            case .canary: \.log
            case .stable: \.stable
            }
        }
    }

    /// Errors and requests of a population.
    private struct Counted {
        /// In the last minutes, or in the window of the query.
        var recent: ErrorCount
        /// Since the last evaluation, where counters are read.
        var new = ErrorCount(errors: 0, requests: 0)
    }

    private static func count(
        _ name: String, _ population: Population, _ signal: CanarySignal, _ counts: CountQueries,
        _ memory: inout SignalMemory, _ context: SignalContext
    ) throws(BadSample) -> Counted {
        let (selector, title) = (population.selector(signal), population.rawValue)
        guard counts.areCounters else {
            return Counted(
                recent: ErrorCount(
                    errors: try value(name, .errors, selector, title, context) * counts.errors.factor,
                    requests: try value(name, .requests, selector, title, context) * counts.requests.factor))
        }
        let what = "the counters of the \(title) population of \(name)"
        let questions = [
            try Self.population(name, .errors, selector, what, context),
            try Self.population(name, .requests, selector, what, context),
        ]
        guard population == .canary || !questions[1].isEmpty else {
            throw BadSample(quality: .empty, explanation: "the query for \(what) returned nothing")
        }
        let new = try read(questions, of: what, population, &memory, context)
        return Counted(recent: errors(memory[keyPath: population.log].collected(atLeast: .infinity)), new: errors(new))
    }

    /// What an answer contradicts has entered the test, which therefore begins anew.
    private static func read(
        _ questions: [[Series]], of what: String, _ population: Population, _ memory: inout SignalMemory,
        _ context: SignalContext
    ) throws(BadSample) -> CountLog.Chunk? {
        do throws(BadSample) {
            return try memory[keyPath: population.log].read(questions, of: what, context)
        } catch {
            if memory[keyPath: population.log].reader.isNew { memory.canary = nil }
            throw error
        }
    }

    private static func errors(_ chunk: CountLog.Chunk?) -> ErrorCount {
        ErrorCount(errors: chunk?.errors ?? 0, requests: chunk?.requests ?? 0)
    }

    private static func value(
        _ name: String, _ role: Query.Role, _ selector: [String: String], _ title: String, _ context: SignalContext
    ) throws(BadSample) -> Double {
        let what = "the \(role.rawValue) of the \(title) population of \(name)"
        let matching = try population(name, role, selector, what, context)
        let answer = Answer(signal: name, role: role, content: .series(matching))
        let series = try SampleQuality.series(answer, what: what)
        let newest = try SampleQuality.newest(series, what: what, now: context.now, staleAfter: context.staleAfter)
        return try SampleQuality.count(newest.value, what: what)
    }

    private static func population(
        _ name: String, _ role: Query.Role, _ selector: [String: String], _ what: String, _ context: SignalContext
    ) throws(BadSample) -> [Series] {
        try SampleQuality.answered(context.answer(name, role), what: what).filter { series in
            selector.allSatisfy { series.labels[$0.key] == $0.value }
        }
    }
}

// Latency.
extension CanaryJudge {
    private static func compare(
        _ name: String, _ signal: CanarySignal, _ latency: CanaryLatency, _ context: SignalContext
    ) throws(BadSample) -> CanaryMetric {
        let canary = try points(name, signal.canarySelector, "canary", latency, context)
        let stable = try points(name, signal.stableSelector, "stable", latency, context)
        return CanaryMetric(
            name: "latency", finding: comparison(signal).compareLatency(canary: canary, stable: stable),
            weight: Double(latency.weight), isCritical: latency.critical)
    }

    /// All of a population's points whose own windows do not overlap. NaN, as a quantile of no requests is, is no point.
    private static func points(
        _ name: String, _ selector: [String: String], _ title: String, _ latency: CanaryLatency,
        _ context: SignalContext
    ) throws(BadSample) -> [Double] {
        let what = "the latency of the \(title) population of \(name)"
        let population = try population(name, .latency, selector, what, context)
        guard let newest = population.compactMap(\.samples.last).max(by: { $0.time < $1.time }) else {
            throw BadSample(quality: .empty, explanation: "the query for \(what) returned nothing")
        }
        let newestOnly = Series(samples: [.init(time: newest.time, value: 0)])
        _ = try SampleQuality.newest(
            newestOnly, what: what, now: context.now, staleAfter: context.staleAfter + latency.step.seconds)
        let apart = max(latency.step.seconds, RangeSelector.longest(in: latency.query).seconds) * 0.95
        for series in population {
            try Coverage.checkHoles(series, step: latency.step.seconds, what, context.quality)
        }
        return population.flatMap { series in independent(series.samples, apart: apart) }.sorted { $0.time < $1.time }
            .map(\.value)
    }

    private static func independent(_ samples: [Sample], apart: Double) -> [Sample] {
        var last = -Double.infinity
        return samples.filter { sample in
            guard sample.value.isFinite, sample.time - last >= apart else { return false }
            last = sample.time
            return true
        }
    }
}
