/// Reads counters from their raw samples: what each has risen by since it was read last, exactly.
///
/// `increase()` extrapolates over its window, and misses what a series holds when it appears. Here each sample counts
/// once, at its own time:
/// - A value that falls is a process that began anew: it counts from zero, as in Prometheus' `rate()`.
/// - A series that appears beside others of the same scrapes counts from zero: the counter was born with its first error.
///   So does a new target while others go on, as a new pod does. Where everything is new at once, nobody knows since
///   when it counts, and the first sample is the beginning.
/// - What counts from zero must be plausible beside the rest: a target that is scraped anew, got a label or is read by
///   another clock may hold what it has counted for months. Beyond ``plausibleMultiple`` times what all others have risen
///   by, the first sample is the beginning.
/// - After a break of ``longestBreak`` seconds a series begins anew: when the difference came is not known.
/// - Two Prometheus replicas scrape the same target: one of them is followed.
///
/// Several questions are read together, such as errors and requests. All series of a scrape have the same time, and each
/// target is read up to the scrape that all of its questions know: an answer that is a scrape ahead would otherwise
/// compare the errors of two scrapes with the requests of one.
public struct CounterReader: Sendable {
    /// Seconds; Prometheus itself looks back as long (`--query.lookback-delta`).
    public static let longestBreak = 300.0
    /// A question with more series costs more than it can say.
    public static let maximumSeries = 2_000

    /// What was counted since the last reading.
    public struct Reading: Sendable, Hashable {
        /// For each question.
        public var amounts: [Double]
        /// When the newest sample of this answer was taken, read before or not; `nil` without samples.
        public var newest: Double?
        /// The last question has samples that no reading before has used.
        public var isNew: Bool
    }

    public enum Problem: Error, Sendable, Hashable {
        case tooManySeries(Int)
        /// Negative, NaN or infinite.
        case notACounter(Double)
        /// An answer no longer holds samples that an earlier one had: it does not tell all.
        case samplesMissing
        /// An answer has another value than an earlier one had for the same time.
        case contradiction
        /// A sample that is newer than the question.
        case fromTheFuture(Double)
    }

    /// The newest sample of each series that was read, by the hash of its labels.
    private var known: [UInt64: Sample] = [:]
    private var targets: [UInt64: KnownTarget] = [:]

    public init() {}

    /// Whole seconds that a question has to reach back at this time: to the target that was read least far and may go on.
    public func reach(at now: Double) -> Double {
        let oldest = targets.values.map(\.readUpTo).filter { now - $0 <= Self.longestReach }.min()
        let reach = max(now - (oldest ?? now - Self.firstReach) + Self.lateness, Self.lateness)
        return min(reach.rounded(.up), Self.longestReach)
    }

    /// Whether nothing was read yet, or nothing of it can be relied upon any more.
    public var isNew: Bool { targets.isEmpty }

    /// Seconds; evaluations are seldom further apart, and an answer overlaps the one before so that the two can be compared.
    private static let longestReach = 900.0
    /// Two scrapes at the usual longest interval, in seconds.
    private static let firstReach = 60.0
    /// What a source may show late, as remote write does, in seconds.
    private static let lateness = 60.0

    /// - Parameters:
    ///   - questions: the series of each, with samples in the order of time.
    ///   - asked: the time for which the samples were asked. What was read of it before has to be there again, unchanged.
    public mutating func read(_ questions: [[Series]], asked: ClosedRange<Double>) throws(Problem) -> Reading {
        let columns = try columns(questions)
        let scrapes = Dictionary(grouping: columns, by: \.target)
            .mapValues { TargetScrapes($0, replica: targets[$0[0].target]?.replica) }
        try check(scrapes.values.flatMap(\.columns), asked)
        let othersGoOn = scrapes.contains { target, scrapes in
            targets[target].map { $0.readUpTo < scrapes.end(after: $0.readUpTo) } ?? false
        }
        let newest = columns.compactMap(\.samples.last?.time).max()
        var reading = Reading(amounts: Array(repeating: 0, count: questions.count), newest: newest, isNew: false)
        var fromZero = Array(repeating: 0.0, count: questions.count)
        for (target, scrapes) in scrapes { take(target, scrapes, isNew: othersGoOn, &reading, &fromZero) }
        let most = Self.plausibleMultiple * (reading.amounts.last ?? 0) + Self.plausibleAlone
        if fromZero.allSatisfy({ $0 <= most }) {
            for index in fromZero.indices { reading.amounts[index] += fromZero[index] }
        }
        if let newest { forget(at: newest) }
        return reading
    }

    private func columns(_ questions: [[Series]]) throws(Problem) -> [CounterColumn] {
        var columns: [CounterColumn] = []
        for (index, series) in questions.enumerated() {
            guard series.count <= Self.maximumSeries else { throw .tooManySeries(series.count) }
            for series in series where !series.samples.isEmpty {
                var series = series
                // VictoriaMetrics keeps the markers of series that ended in raw samples, as NaN.
                series.samples.removeAll(where: \.value.isNaN)
                guard !series.samples.isEmpty else { continue }
                for sample in series.samples where !(sample.value >= 0 && sample.value.isFinite) {
                    throw .notACounter(sample.value)
                }
                columns.append(CounterColumn(series, question: index))
            }
        }
        return columns
    }

    /// Whether the answer agrees with what was read before. Where it does not, nothing that was read can be relied upon.
    private mutating func check(_ columns: [CounterColumn], _ asked: ClosedRange<Double>) throws(Problem) {
        for column in columns {
            // At the edges clocks and roundings may differ.
            if let last = column.samples.last?.time, last > asked.upperBound + 1 { throw .fromTheFuture(last) }
            guard let before = known[column.key] else { continue }
            let same = column.samples.last { $0.time <= before.time }
            guard let same, same.time == before.time, same.value != before.value else { continue }
            self = CounterReader()
            throw .contradiction
        }
        let present = Set(columns.map(\.key))
        // What was deleted on purpose is not missed for ever.
        let first = max(asked.lowerBound + 1, asked.upperBound - Self.longestBreak)
        let isMissing = known.contains { key, sample in
            sample.time > first && sample.time <= asked.upperBound && !present.contains(key)
        }
        if isMissing { throw .samplesMissing }
    }

    /// A new release may double the pods and get most of the traffic at once; months of counting are far beyond.
    private static let plausibleMultiple = 10.0
    /// What a service that has just begun may have counted, where nothing else says how busy it is.
    private static let plausibleAlone = 1_000.0

    private mutating func take(
        _ target: UInt64, _ scrapes: TargetScrapes, isNew othersGoOn: Bool, _ reading: inout Reading,
        _ fromZero: inout [Double]
    ) {
        let before = targets[target]
        let end = scrapes.end(after: before?.readUpTo)
        for column in scrapes.columns {
            for sample in column.samples where sample.time <= end && sample.time > known[column.key]?.time ?? -.infinity
            {
                let isNewTarget = before == nil && othersGoOn && column.isOfOneTarget
                switch scrapes.rise(
                    to: sample, from: known[column.key], isNewTarget: isNewTarget, isFirst: before == nil)
                {
                case .difference(let value): reading.amounts[column.question] += value
                case .fromZero(let value): fromZero[column.question] += value
                case .unknown: break
                }
                if column.question == reading.amounts.count - 1 { reading.isNew = true }
                known[column.key] = sample
            }
        }
        targets[target] = KnownTarget(readUpTo: max(end, before?.readUpTo ?? end), replica: scrapes.replica)
    }

    /// What has ended is kept for a while: a target that was cut off and comes back is no new one.
    private mutating func forget(at newest: Double) {
        targets = targets.filter { newest - $0.value.readUpTo <= Self.memory }
        let kept = known.count > 4 * Self.maximumSeries ? Self.longestBreak : Self.memory
        known = known.filter { newest - $0.value.time <= kept }
    }

    /// Six hours, in seconds.
    private static let memory = 21_600.0
}

/// What is remembered of something that is scraped.
private struct KnownTarget: Sendable {
    var readUpTo: Double
    /// Which of several replicas is followed.
    var replica: UInt64
}
