import JSONValue
public import KubernetesTypes

/// What a modelled application suffers from, as the annotations of its pods say (`workload.evenkeel.dev/...`, written
/// on the Deployment's pod template, so that every version has its own).
public struct WorkloadProfile: Sendable, Hashable {
    /// `requests-per-second`, on the Deployment itself: the load on the application.
    public static let load = "workload.evenkeel.dev/requests-per-second"

    /// `capacity`: requests per second that one pod can serve; 100 by default. Above 0.
    public var capacity = 100.0
    /// `error-ratio`: the share of served requests that fail with 500, 0...1; 0 by default.
    public var errorRatio = 0.0
    /// `latency`: mean seconds of a request at low load; 0.05 by default.
    public var latency = 0.05
    /// `memory-leak`: bytes per second since the container's start; 0 by default.
    public var memoryLeak = 0.0

    /// What a container holds right after its start, in bytes.
    public static let baseMemory = 64.0 * 1024 * 1024

    public init(of pod: KubernetesObject) {
        guard let annotations = pod.json.at("metadata", "annotations") else { return }
        func number(_ name: String, _ range: ClosedRange<Double>) -> Double? {
            Self.number(annotations["workload.evenkeel.dev/\(name)"]?.stringValue, range)
        }
        capacity = number("capacity", 0.001...1e9) ?? capacity
        errorRatio = number("error-ratio", 0...1) ?? errorRatio
        latency = number("latency", 0...60) ?? latency
        memoryLeak = number("memory-leak", 0...1e12) ?? memoryLeak
    }

    /// The load on a Deployment's application in requests per second; 0 where nothing is said.
    public static func load(of deployment: KubernetesObject) -> Double {
        number(deployment.json.at("metadata", "annotations", load)?.stringValue, 0...1e9) ?? 0
    }

    /// Brought into the range; `nil` for what is not a finite number.
    private static func number(_ text: String?, _ range: ClosedRange<Double>) -> Double? {
        guard let value = text.flatMap({ Double($0) }), value.isFinite else { return nil }
        return min(max(value, range.lowerBound), range.upperBound)
    }

    /// Bytes held so many seconds after the start.
    func memory(after seconds: Double) -> Double { Self.baseMemory + memoryLeak * max(0, seconds) }

    /// When a leaking container reaches its limit; `nil` where it never does.
    func secondsUntilOutOfMemory(limit: Double?) -> Double? {
        guard memoryLeak > 0, let limit else { return nil }
        return max(1, (limit - Self.baseMemory) / memoryLeak)
    }
}
