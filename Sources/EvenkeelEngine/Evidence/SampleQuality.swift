import Detection
import EvenkeelAPI
import KubernetesTypes
import TimeSeries

/// An answer is either one series of finite, recent numbers, or a reason why it is evidence for nothing.
struct BadSample: Error, Hashable {
    var quality: Quality
    var reason: Unavailability?
    var explanation: String
}

extension BadSample {
    fileprivate init(_ problem: CounterReader.Problem, of name: String, askedAt: Double) {
        switch problem {
        case .tooManySeries(let count):
            self.init(
                quality: .ambiguous,
                explanation: "a query for \(name) returned \(count) series, more than \(CounterReader.maximumSeries); "
                    + "select fewer, or sum them by a recording rule and use increase() over it")
        case .notACounter(let value):
            self.init(
                quality: .notFinite,
                explanation: "a series of \(name) has the value \(NumberText.plain(value)), so that it is no counter")
        case .fromTheFuture(let time):
            self.init(
                quality: .stale,
                explanation:
                    "a sample of \(name) is dated \(NumberText.duration(time - askedAt)) after the query; compare "
                    + "the clocks")
        case .contradiction:
            self.init(
                quality: .partial,
                explanation:
                    "samples of \(name) have other values than at the last evaluation; query one Prometheus, or "
                    + "one that deduplicates")
        case .samplesMissing:
            self.init(
                quality: .partial,
                explanation: "samples of \(name) that were there at the last evaluation are missing now")
        }
    }
}

enum SampleQuality {
    /// The series of an answer that needs to be exactly one.
    static func series(_ answer: Answer?, what: String) throws(BadSample) -> Series {
        let all = try answered(answer, what: what)
        guard let first = all.first, !first.samples.isEmpty else {
            throw BadSample(
                quality: .empty,
                explanation: "the query for \(what) returned nothing; if nothing means zero, append \"or vector(0)\"")
        }
        guard all.count == 1 else {
            throw BadSample(
                quality: .ambiguous,
                explanation: "the query for \(what) returned \(all.count) series that differ in "
                    + "\(differingLabels(all)); aggregate them, for example with sum()")
        }
        return first
    }

    /// All series of an answer, which may be none.
    static func answered(_ answer: Answer?, what: String) throws(BadSample) -> [Series] {
        guard let answer else {
            throw BadSample(
                quality: .unavailable, reason: .sourceUnreachable,
                explanation: "the query for \(what) was not answered")
        }
        switch answer.content {
        case .failed(let reason):
            throw BadSample(quality: .unavailable, reason: .sourceUnreachable, explanation: reason)
        case .rejected(let reason):
            throw BadSample(quality: .unavailable, reason: .queryRejected, explanation: reason)
        case .silences:
            throw BadSample(quality: .unavailable, reason: .queryRejected, explanation: "silences are no \(what)")
        case .series(let series):
            guard let warning = answer.warnings.first else { return series }
            throw BadSample(quality: .partial, explanation: "the answer may be incomplete: \(warning)")
        }
    }

    /// The newest sample, finite and not older than `staleAfter` seconds.
    static func newest(
        _ series: Series, what: String, now: Timestamp, staleAfter: Double
    ) throws(BadSample) -> Sample {
        guard let sample = series.samples.last else {
            throw BadSample(quality: .empty, explanation: "the query for \(what) returned no sample")
        }
        guard sample.value.isFinite else {
            throw BadSample(
                quality: .notFinite,
                explanation: "the query for \(what) returned \(sample.value.isNaN ? "NaN" : "infinity"), "
                    + "often a division by zero traffic")
        }
        try checkAge(sample.time, what: what, now: now, staleAfter)
        return sample
    }

    /// A number of requests or of errors among them.
    static func count(_ value: Double, what: String) throws(BadSample) -> Double {
        guard value >= 0, value <= 1e15 else {
            throw BadSample(
                quality: .notFinite,
                explanation: "\(what) are \(NumberText.plain(value)), which is not a count; "
                    + "use increase() over a counter")
        }
        return value
    }

    /// Without a selector no pod is known to be the target's own, which does not mean that there is none.
    static func checkPodsAreKnown(_ target: TargetSnapshot) throws(BadSample) {
        switch target.availability {
        case .unavailable(let reason): throw BadSample(quality: .unavailable, explanation: reason)
        case .targetNotFound: throw BadSample(quality: .empty, explanation: "the target does not exist")
        case .known: break
        }
        guard let workload = target.workload, !workload.isSelectorKnown else { return }
        throw BadSample(
            quality: .unavailable,
            explanation: "\(workload.kind.rawValue) \(workload.name) has no selector, so that its pods are not known")
    }

    static func checkCounts(_ queries: CountQueries) throws(BadSample) {
        guard let problem = queries.problem else { return }
        throw BadSample(quality: .unavailable, reason: .queryRejected, explanation: problem)
    }

    /// What the counters have risen by since they were read last.
    static func counted(
        _ questions: [[Series]], of name: String, at: Timestamp, by reader: inout CounterReader
    ) throws(BadSample) -> CounterReader.Reading {
        let end = at.secondsSince1970
        do throws(CounterReader.Problem) {
            return try reader.read(questions, asked: (end - reader.reach(at: end))...end)
        } catch {
            throw BadSample(error, of: name, askedAt: end)
        }
    }

    static func checkAge(
        _ time: Double, what: String, now: Timestamp, _ staleAfter: Double
    ) throws(BadSample) {
        let age = now.secondsSince1970 - time
        guard age <= staleAfter else {
            throw BadSample(
                quality: .stale,
                explanation: "the newest sample of \(what) is \(NumberText.duration(age)) old; "
                    + "more than \(NumberText.duration(staleAfter)) is stale")
        }
        guard age >= -staleAfter else {
            throw BadSample(
                quality: .stale,
                explanation: "the newest sample of \(what) is dated \(NumberText.duration(-age)) from now; "
                    + "compare the clocks")
        }
    }

    /// Where the policy says how to find out: how old the samples are that an expression rests on.
    static func checkSampledAt(_ name: String, _ context: SignalContext) throws(BadSample) {
        guard context.quality.sampledAt != nil else { return }
        let what = "quality.sampledAt of \(name)"
        let series = try series(context.answer(name, .sampledAt), what: what)
        guard let time = series.samples.last?.value, time.isFinite else {
            throw BadSample(quality: .notFinite, explanation: "the query for \(what) returned no time")
        }
        try checkAge(time, what: name, now: context.now, context.staleAfter)
    }

    /// The names of labels in which the series are not alike, the first five.
    static func differingLabels(_ series: [Series]) -> String {
        let names = Set(series.flatMap { $0.labels.keys })
        let differing = names.filter { name in Set(series.map { $0.labels[name] }).count > 1 }.sorted()
        return differing.isEmpty ? "no label" : differing.prefix(5).joined(separator: ", ")
    }
}

extension Series {
    /// The samples with a number that are newer than what was seen. What is dated later than the last one, whose age was
    /// checked, is out of order: it would make all that follows look old.
    func new(after seen: Double?) -> [Sample] {
        let end = samples.last?.time ?? -.infinity
        return samples.filter { $0.value.isFinite && $0.time > (seen ?? -.infinity) && $0.time <= end }
    }
}
