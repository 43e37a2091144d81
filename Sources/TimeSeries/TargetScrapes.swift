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
    /// How many series each scrape has.
    private var counts: [Double: Int] = [:]
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
            for sample in column.samples { counts[sample.time, default: 0] += 1 }
            guard let last = column.samples.last?.time else { continue }
            newest[column.question] = max(newest[column.question] ?? last, last)
        }
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

    /// Whether a series was not in a scrape before the one at `time`, and after its `last` sample where it has one.
    ///
    /// The scrape at `time` must have other series, too: where a target's series come from several scrapes, each begins at
    /// another time.
    func showBirth(at time: Double, last: Double?, readUpTo: Double?) -> Bool {
        guard counts[time] ?? 0 > 1 else { return false }
        if last == nil, let readUpTo, readUpTo < time { return true }
        return counts.keys.contains { $0 < time && $0 > last ?? -.infinity }
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
