import ClusterModel
import JSONValue
import KubernetesTypes

/// What one application serves, and how badly, as functions of time that are straight between two changes of the
/// cluster or of the load. So a calm night costs nothing, and any window of it can be asked for.
///
/// What pods suffer from is said by the annotations that `WorkloadProfile` reads; noise is added where it is asked for.
struct Traffic: Sendable {
    struct Level: Sendable, Hashable {
        /// Per second.
        var requests = 0.0
        var errors = 0.0
        /// Mean seconds of a request.
        var latency = 0.0
        /// A share of one pod's capacity, 0...1: what the autoscaler sees.
        var busy = 0.0
    }

    private struct Segment: Sendable {
        var from: Timestamp
        var level: Level
        /// Counted up to `from`.
        var requests: Double
        var errors: Double
    }

    private var segments: [Segment] = []
    /// Longer than any window or baseline that a policy asks for.
    private static let memory = 3 * 3600.0

    /// From now on it is so.
    mutating func set(_ level: Level, at now: Timestamp) {
        guard let last = segments.last else {
            segments = [Segment(from: now - Self.memory, level: level, requests: 0, errors: 0)]
            return
        }
        guard last.level != level else { return }
        let seconds = max(0, now - last.from)
        segments.append(
            Segment(
                from: now, level: level, requests: last.requests + last.level.requests * seconds,
                errors: last.errors + last.level.errors * seconds))
        let old = segments.dropLast().firstIndex { $0.from > now - Self.memory } ?? segments.count - 1
        // Dropped in batches: removing the first of many costs as much as there are.
        if old > 32 { segments.removeFirst(old - 1) }
    }

    func level(at time: Timestamp) -> Level { segment(at: time)?.level ?? Level() }

    /// What the counters stood at.
    func counters(at time: Timestamp) -> (requests: Double, errors: Double) {
        guard let segment = segment(at: time) else { return (0, 0) }
        let seconds = max(0, time - segment.from)
        return (
            segment.requests + segment.level.requests * seconds, segment.errors + segment.level.errors * seconds
        )
    }

    private func segment(at time: Timestamp) -> Segment? { segments.last { $0.from <= time } ?? segments.first }
}

extension Traffic.Level {
    /// - Parameters:
    ///   - load: requests per second that come in.
    ///   - ready: the profiles of the pods that serve them, each a fair share.
    init(load: Double, ready: [WorkloadProfile]) {
        requests = load
        guard !ready.isEmpty else {
            errors = load
            latency = 5
            busy = 0
            return
        }
        let share = load / Double(ready.count)
        for profile in ready {
            let served = min(share, profile.capacity)
            errors += share - served + served * profile.errorRatio
            let used = min(1, share / profile.capacity)
            busy += used / Double(ready.count)
            latency += (used < 1 ? min(5, profile.latency / (1 - used)) : 5) / Double(ready.count)
        }
    }
}
