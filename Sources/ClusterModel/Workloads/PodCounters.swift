import KubernetesTypes

/// What one modelled process has counted since its start.
struct PodCounters: Sendable, Hashable {
    var labels: [MetricSample.Label]
    var succeeded = 0
    var failed = 0
    /// Refused because there were more than it can serve.
    var refused = 0
    var durations = ResponseTimes()
    var cpuSeconds = 0.0
    /// Bytes.
    var memory = WorkloadProfile.baseMemory
    var started: Timestamp
    var restarts: Int

    /// Serves a pod's share of the load for one slice of time.
    ///
    /// - Parameter rate: requests per second that reach the pod.
    mutating func serve(
        _ rate: Double, for seconds: Double, _ profile: WorkloadProfile, _ draws: inout SeededDraws
    ) {
        let arrived = draws.poisson(rate * seconds)
        let shed = rate > profile.capacity ? draws.binomial(arrived, 1 - profile.capacity / rate) : 0
        let served = arrived - shed
        let bad = draws.binomial(served, profile.errorRatio)
        refused += shed
        failed += bad
        succeeded += served - bad
        durations.add(served, mean: profile.responseTime(at: rate), &draws)
    }
}

extension WorkloadProfile {
    /// The share of its capacity that a pod uses at a rate, 0...1.
    func utilisation(at rate: Double) -> Double { min(1, max(0, rate / capacity)) }

    /// Mean seconds: the waiting time of a queue, `latency / (1 - utilisation)`, but 5 s at most.
    func responseTime(at rate: Double) -> Double {
        let idle = 1 - utilisation(at: rate)
        return idle > 0 ? min(5, latency / idle) : 5
    }
}

/// One sample of the modelled applications, as a scrape would store it.
public struct MetricSample: Sendable, Hashable {
    public struct Label: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// With its suffix: `http_request_duration_seconds_bucket`.
    public var name: String
    /// In the order in which they are printed; no name occurs twice.
    public var labels: [Label]
    public var value: Double

    public init(name: String, labels: [Label], value: Double) {
        self.name = name
        self.labels = labels
        self.value = value
    }
}
