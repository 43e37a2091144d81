public import KubernetesTypes

/// Modelled applications: requests, failures, response times, memory and processor use of every running pod.
///
/// It only reads the Kubernetes API, so that the same model works beside any cluster, and reads from annotations what to
/// suffer from (`WorkloadProfile`). Deterministic: its noise follows from the seed, the pods' uids and the time. Time
/// passes in whole seconds; what is left of a second waits for the next call.
public struct WorkloadModel: Sendable {
    /// What every running pod uses now, by its uid: hand it to `Controllers.usage` for the autoscalers.
    public private(set) var usage: [String: PodUsage] = [:]

    /// By the pods' uids.
    private(set) var pods: [String: PodCounters] = [:]
    /// Requests that found no ready pod.
    private(set) var unserved: [Application.Name: Int] = [:]
    private let seed: UInt64
    /// The end of the last second that was played, since 1970.
    private var played: Int64?

    /// Slices of one call at most: a longer time is played in coarser ones.
    private static let maximumSlices: Int64 = 900
    /// Use of a processor without any load, and of a pod that asks for none in millicores.
    private static let idleShare = 0.02
    private static let defaultMilliCPU = 100

    public init(seed: UInt64 = 1) { self.seed = seed }

    /// Plays the time since the last call with the cluster as it is now. The first call only begins.
    public mutating func advance(deployments: [KubernetesObject], pods: [KubernetesObject], to now: Timestamp) {
        let second = Int64(now.secondsSince1970.rounded(.down))
        let applications = Application.all(deployments, pods)
        prepare(applications, now)
        usage = [:]
        let elapsed = max(0, second - (played ?? second))
        let width = max(1, (elapsed + Self.maximumSlices - 1) / Self.maximumSlices)
        for (name, application) in applications.sorted(by: { $0.key < $1.key }) {
            let subject = StableHash.fnv64("\(name.namespace)/\(name.app)")
            for start in stride(from: second - elapsed, to: second, by: Int64.Stride(width)) {
                let seconds = Double(min(width, second - start))
                play(name, application, subject, from: start, for: seconds)
            }
            measure(application, subject, second, now)
        }
        played = max(played ?? second, second)
    }

    /// Forgets pods that are gone, and begins the count of those that are new or were restarted.
    private mutating func prepare(_ applications: [Application.Name: Application], _ now: Timestamp) {
        var current: [String: PodCounters] = [:]
        for (name, application) in applications {
            for pod in application.running {
                let known = pods[pod.uid].flatMap { $0.restarts == pod.restarts ? $0 : nil }
                current[pod.uid] = known ?? newCounters(pod, name, now)
            }
        }
        pods = current
        unserved = unserved.filter { applications[$0.key].map { $0.load > 0 } ?? false }
        for (name, application) in applications where application.load > 0 && unserved[name] == nil {
            unserved[name] = 0
        }
    }

    private func newCounters(_ pod: KubernetesObject, _ name: Application.Name, _ now: Timestamp) -> PodCounters {
        var labels = [("namespace", name.namespace), ("app", name.app), ("pod", pod.name)]
        if let track = pod.labels["track"] { labels.append(("track", track)) }
        return PodCounters(
            labels: labels.map { MetricSample.Label(name: $0, value: $1) }, started: pod.runningSince ?? now,
            restarts: pod.restarts)
    }

    private mutating func play(
        _ name: Application.Name, _ application: Application, _ subject: UInt64, from start: Int64,
        for seconds: Double
    ) {
        let load = self.load(application, subject, start)
        guard !application.ready.isEmpty else {
            var draws = SeededDraws(seed, subject, start)
            unserved[name, default: 0] += draws.poisson(load * seconds)
            return
        }
        for pod in application.ready {
            let identity = StableHash.fnv64(pod.uid)
            var draws = SeededDraws(seed, identity, start)
            let rate = share(of: load, identity, application, start)
            pods[pod.uid]?.serve(rate, for: seconds, WorkloadProfile(of: pod), &draws)
        }
    }

    /// Two per cent up and down within a minute.
    private func load(_ application: Application, _ subject: UInt64, _ second: Int64) -> Double {
        application.load * (1 + 0.02 * SeededDraws.drift(seed, subject, second: second, period: 20))
    }

    /// A balancer is fair, but for three per cent.
    private func share(of load: Double, _ identity: UInt64, _ application: Application, _ second: Int64) -> Double {
        load / Double(application.ready.count)
            * (1 + 0.03 * SeededDraws.drift(seed, identity, second: second, period: 15))
    }

    /// Memory and processor use at the end of the time that was played.
    private mutating func measure(
        _ application: Application, _ subject: UInt64, _ second: Int64, _ now: Timestamp
    ) {
        let load = self.load(application, subject, second)
        let elapsed = Double(max(0, second - (played ?? second)))
        let ready = Set(application.ready.map(\.uid))
        for pod in application.running {
            guard var counters = pods[pod.uid] else { continue }
            let identity = StableHash.fnv64(pod.uid)
            let profile = WorkloadProfile(of: pod)
            let rate = ready.contains(pod.uid) ? share(of: load, identity, application, second) : 0
            let busy = Self.idleShare + (1 - Self.idleShare) * profile.utilisation(at: rate)
            let requested = pod.requestedMilliCPU > 0 ? pod.requestedMilliCPU : Self.defaultMilliCPU
            let noise = 0.01 * SeededDraws.drift(seed, identity &+ 1, second: second, period: 30)
            counters.memory = (profile.memory(after: now - counters.started) * (1 + noise)).rounded()
            counters.cpuSeconds += busy * Double(requested) / 1000 * elapsed
            pods[pod.uid] = counters
            usage[pod.uid] = PodUsage(milliCPU: busy * Double(requested), memory: counters.memory)
        }
    }
}

/// What one pod uses now: what a metrics server would say of it.
public struct PodUsage: Sendable, Hashable {
    public var milliCPU: Double
    /// Bytes.
    public var memory: Double

    public init(milliCPU: Double, memory: Double) {
        self.milliCPU = milliCPU
        self.memory = memory
    }
}
