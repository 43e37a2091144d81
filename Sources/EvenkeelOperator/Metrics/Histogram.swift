/// The number of values up to each bound.
struct Histogram: Sendable {
    /// An observation with the id of its decision or of its trace.
    struct Exemplar: Sendable, Hashable {
        var labels: [String: String]
        var value: Double
    }

    let bounds: [Double]
    /// One count more than bounds: the last one counts the values above all bounds.
    private(set) var counts: [Int]
    /// The last exemplar of each bucket.
    private(set) var exemplars: [Exemplar?]
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
        exemplars = Array(repeating: nil, count: bounds.count + 1)
    }

    mutating func observe(_ value: Double, exemplar: [String: String] = [:]) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts[bucket] += 1
        sum += value
        if !exemplar.isEmpty { exemplars[bucket] = Exemplar(labels: exemplar, value: value) }
    }
}
