import KubernetesTypes

/// What an autoscaler remembers: its recommendations and the changes that it made, as long as some window needs them.
struct AutoscalerHistory: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        var time: Timestamp
        var replicas: Int
    }

    var lastEvaluation: Timestamp?
    var recommendations: [Entry] = []
    /// Replicas added (positive) or removed (negative).
    var changes: [Entry] = []

    /// The longest window that Kubernetes allows, in seconds.
    private static let longest = 3600.0

    mutating func forget(before now: Timestamp) {
        recommendations.removeAll { now - $0.time > Self.longest }
        changes.removeAll { now - $0.time > Self.longest }
    }

    func added(within seconds: Double, _ now: Timestamp) -> Int { sum(within: seconds, now) { max(0, $0) } }

    func removed(within seconds: Double, _ now: Timestamp) -> Int { sum(within: seconds, now) { max(0, -$0) } }

    private func sum(within seconds: Double, _ now: Timestamp, _ part: (Int) -> Int) -> Int {
        changes.reduce(0) { $0 + (now - $1.time < seconds ? part($1.replicas) : 0) }
    }

    func recommendations(within seconds: Double, _ now: Timestamp) -> [Int] {
        recommendations.filter { now - $0.time < seconds }.map(\.replicas)
    }
}
