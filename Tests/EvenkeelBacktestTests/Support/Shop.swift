import EvenkeelBacktest
import KubernetesTypes

/// A shop's day in numbers: 6,000 requests a minute, 0.4 % of them failing, and the failure that a test wants. The same call
/// gives the same numbers.
struct Shop {
    enum Failure {
        /// So many of the requests fail.
        case errors(Double)
        /// Latency times this.
        case slow(Double)
        case blind
        /// The scrape's values are NaN.
        case notFinite
    }

    static let beginning = Timestamp(secondsSince1970: 1_772_323_200)
    var hours = 14.0
    /// Seconds between two samples.
    var step = 30.0
    var failures: [(from: Double, to: Double, failure: Failure)] = []

    var range: Span { Span(from: Self.beginning, to: Self.beginning + hours * 3600) }

    /// - Parameters: hours from the beginning.
    func with(_ failure: Failure, from: Double, to: Double) -> Shop {
        var shop = self
        shop.failures.append((from, to, failure))
        return shop
    }

    static func time(_ hours: Double) -> Timestamp { beginning + hours * 3600 }

    func span(_ index: Int) -> Span { Span(from: Self.time(failures[index].from), to: Self.time(failures[index].to)) }

    struct Minute {
        var time: Double
        var errors: Double
        var requests: Double
        var latency: Double
    }

    var minutes: [Minute] {
        let count = Int(hours * 3600 / step)
        return (0...count).compactMap { index in
            let offset = Double(index) * step
            let hour = offset / 3600
            let now = failures.filter { $0.from <= hour && hour < $0.to }.map(\.failure)
            var rate = 0.004
            var factor = 1.0
            var isNumber = true
            for failure in now {
                switch failure {
                case .errors(let share): rate = share
                case .slow(let times): factor = times
                case .blind: return nil
                case .notFinite: isNumber = false
                }
            }
            let noise = Double((index &* 7919) % 41 - 20) / 1000
            let requests = (6000 * (1 + noise)).rounded()
            return Minute(
                time: Self.beginning.secondsSince1970 + offset, errors: (requests * rate).rounded(),
                requests: isNumber ? requests : .nan, latency: 0.2 * factor * (1 + noise))
        }
    }

    /// `errors.errors.csv`, `errors.requests.csv` and `latency.csv`.
    func write(to folder: Folder) throws {
        func file(_ value: (Minute) -> Double) -> String {
            "timestamp,value\n" + minutes.map { "\(Int($0.time)),\(value($0))" }.joined(separator: "\n") + "\n"
        }
        try folder.write("errors.errors.csv", file(\.errors))
        try folder.write("errors.requests.csv", file(\.requests))
        try folder.write("latency.csv", file(\.latency))
    }
}
