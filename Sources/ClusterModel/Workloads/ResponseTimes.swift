#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A cumulative histogram of request durations, as Prometheus counts them.
struct ResponseTimes: Sendable, Hashable {
    /// Upper bounds in seconds; the last bucket, without a bound, is `count`.
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private(set) var buckets = [Int](repeating: 0, count: bounds.count)
    private(set) var count = 0
    private(set) var sum = 0.0

    /// Adds requests whose durations are log-logistic with shape 4 around the mean: a long tail as services have it,
    /// the 99th percentile at 2.8 times the mean.
    mutating func add(_ requests: Int, mean: Double, _ draws: inout SeededDraws) {
        guard requests > 0 else { return }
        let scale = mean * Self.scaleOfMean
        count += requests
        if requests <= 64 {
            for _ in 0..<requests { add(duration(draws.uniform(), scale)) }
        } else {
            addBulk(requests, scale, &draws)
            sum += Double(requests) * mean
        }
    }

    private mutating func add(_ duration: Double) {
        sum += duration
        for (index, bound) in Self.bounds.enumerated() where duration <= bound { buckets[index] += 1 }
    }

    /// Bucket by bucket: of those slower than the last bound, some are within the next.
    private mutating func addBulk(_ requests: Int, _ scale: Double, _ draws: inout SeededDraws) {
        var slower = requests
        var below = 0.0
        for (index, bound) in Self.bounds.enumerated() {
            let share = Self.distribution(bound / scale)
            slower -= draws.binomial(slower, below < 1 ? (share - below) / (1 - below) : 1)
            buckets[index] += requests - slower
            below = share
        }
    }

    private func duration(_ uniform: Double, _ scale: Double) -> Double {
        min(30, scale * pow(uniform / (1 - uniform), 1 / Self.shape))
    }

    private static let shape = 4.0
    /// sin(π/4) / (π/4): the mean of a log-logistic distribution with shape 4 and scale 1 is its inverse.
    private static let scaleOfMean = 0.900316316157106

    private static func distribution(_ ratio: Double) -> Double {
        let power = ratio * ratio * ratio * ratio
        return power / (1 + power)
    }
}
