/// A series of one question, with hashes instead of its labels.
struct CounterColumn: Sendable {
    let question: Int
    /// Of the question and the labels, without those that name a replica.
    var key: UInt64
    /// Of the labels that name a replica.
    let replica: UInt64
    /// Of the labels that name what is scraped.
    let target: UInt64
    /// Whether the labels say what is scraped. Where they do not, series of many targets look like one.
    let isOfOneTarget: Bool
    let samples: [Sample]

    init(_ series: Series, question: Int) {
        self.question = question
        let labels = series.labels
        key = LabelHash.of(labels.filter { !Self.replicaLabels.contains($0.key) }, salt: UInt64(question))
        replica = LabelHash.of(labels.filter { Self.replicaLabels.contains($0.key) })
        target = LabelHash.of(labels.filter { Self.targetLabels.contains($0.key) })
        isOfOneTarget = labels["instance"] != nil || labels["pod"] != nil
        samples = series.samples
    }

    /// By which Prometheus Operator, Mimir and Thanos tell replicas that scrape the same targets.
    private static let replicaLabels: Set<String> = ["prometheus_replica", "__replica__", "replica"]
    private static let targetLabels: Set<String> = ["instance", "job", "namespace", "pod"]
}

/// When a target was scraped, as far as the series of an answer show it.
struct TargetScrapes: Sendable {
    private(set) var columns: [CounterColumn]
    /// The replica whose scrapes these are.
    let replica: UInt64
    /// Of all samples, in their order.
    private var times: [Double] = []
    /// The newest scrape of each question.
    private var newest: [Int: Double] = [:]

    /// - Parameter followed: the replica that was followed so far.
    init(_ all: [CounterColumn], replica followed: UInt64?) {
        let replicas = Dictionary(grouping: all, by: \.replica)
        let areDuplicates = replicas.count > 1 && Self.areDisjoint(replicas.values.map { $0 })
        replica = areDuplicates ? Self.chosen(of: replicas, followed) : followed ?? 0
        columns = areDuplicates ? replicas[replica] ?? [] : all
        if replicas.count > 1, !areDuplicates {
            for index in columns.indices { columns[index].key ^= columns[index].replica }
        }
        for column in columns {
            guard let last = column.samples.last?.time else { continue }
            newest[column.question] = max(newest[column.question] ?? last, last)
        }
        times = Set(columns.flatMap { $0.samples.map(\.time) }).sorted()
    }

    /// Series of the same scrape have the same time: whatever their labels are called, they are no duplicates.
    private static func areDisjoint(_ groups: [[CounterColumn]]) -> Bool {
        var seen: Set<Double> = []
        for group in groups {
            let times = Set(group.flatMap { $0.samples.map(\.time) })
            guard seen.isDisjoint(with: times) else { return false }
            seen.formUnion(times)
        }
        return true
    }

    /// The one that was followed, while it is not more than a minute behind; otherwise always the same.
    private static func chosen(of replicas: [UInt64: [CounterColumn]], _ followed: UInt64?) -> UInt64 {
        let newest = replicas.mapValues { $0.compactMap(\.samples.last?.time).max() ?? -.infinity }
        let last = newest.values.max() ?? 0
        let alive = newest.filter { last - $0.value <= 60 }.keys
        return followed.flatMap { alive.contains($0) ? $0 : nil } ?? alive.min() ?? 0
    }

    /// The newest scrape that every question knows. Where that is no progress, a question has ended, and the others go on.
    func end(after before: Double?) -> Double {
        let common = newest.values.min() ?? -.infinity
        if let before, common <= before { return newest.values.max() ?? common }
        return common
    }

    enum Rise {
        case difference(Double)
        /// All that the process has counted since it began.
        case fromZero(Double)
        /// Nobody knows when it came.
        case unknown
    }

    /// What a counter has risen by.
    ///
    /// - Parameters:
    ///   - last: the sample that was read before; `nil` for a series that appears.
    ///   - isFirst: no earlier answer has shown the target.
    func rise(to sample: Sample, from last: Sample?, isNewTarget: Bool, isFirst: Bool) -> Rise {
        guard let last else {
            let isBorn = isNewTarget || showAbsence(before: sample.time, after: -.infinity, in: isFirst ? 2 : 1)
            return isBorn ? .fromZero(sample.value) : .unknown
        }
        guard sample.time - last.time <= CounterReader.longestBreak else { return .unknown }
        if sample.value < last.value || showAbsence(before: sample.time, after: last.time, in: 2) {
            return .fromZero(sample.value)
        }
        return .difference(sample.value - last.value)
    }

    /// Whether a series that has a sample at `time` was absent from so many scrapes before it: others of the very scrape at
    /// `time` were in them. Two scrapers of a target, and series that are pushed one by one, have other times, and say
    /// nothing about each other. A single sample may be lost.
    private func showAbsence(before time: Double, after last: Double, in needed: Int) -> Bool {
        let earliest = max(last.nextUp, time - CounterReader.longestBreak)
        // As a rule nothing lies between.
        guard position(of: time) - position(of: earliest) >= needed else { return false }
        return columns.contains { column in
            let earlier = column.samples.filter { $0.time >= earliest && $0.time < time }
            return earlier.count >= needed && column.samples.contains { $0.time == time }
        }
    }
}

extension TargetScrapes {
    /// How many times are before this one.
    private func position(of time: Double) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// FNV-1a over labels in the order of their names: the same in every process.
enum LabelHash {
    static func of(_ labels: [String: String], salt: UInt64 = 0) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ salt
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for (name, value) in labels.sorted(by: { $0.key < $1.key }) {
            name.utf8.forEach(add)
            add(0xff)
            value.utf8.forEach(add)
            add(0xfe)
        }
        return hash
    }
}
