import JSONValue
import KubernetesTypes

/// What a kubelet knows of a pod beyond its status, whose times are whole seconds.
struct PodClock: Sendable, Hashable {
    var firstSeen: Timestamp
    /// The container runs, or would run, since then.
    var runningSince: Timestamp?
    /// How many times in a row it has crashed.
    var crashes = 0
    var lastCrash: Timestamp?
    /// Restarts so far.
    var restarts = 0
    /// What was reported last.
    var stage: PodStage?

    /// A pod seen for the first time, whatever its status reports of its past.
    init(resuming pod: KubernetesObject, now: Timestamp) {
        let started = pod.status["startTime"]?.stringValue.flatMap { Timestamp($0) }
        firstSeen = started.map { min($0, now) } ?? now
        restarts = pod.restarts
        let running = pod.containerStatuses.first?.at("state", "running", "startedAt")?.stringValue
        runningSince = running.flatMap { Timestamp($0) }
    }

    /// The wait after the n-th crash in a row: 10, 20, 40 ... 300 seconds.
    func backOff(_ settings: ControllerSettings) -> Double {
        var wait = settings.firstCrashBackOff
        for _ in 1..<max(1, min(crashes, 64)) { wait = min(wait * 2, settings.lastCrashBackOff) }
        return wait
    }

    /// When the container starts again; `nil` where it does not wait for that.
    func restart(_ settings: ControllerSettings) -> Timestamp? { lastCrash.map { $0 + backOff(settings) } }

    mutating func crash(_ now: Timestamp, _ settings: ControllerSettings) {
        // Having run for twice the longest wait, a container starts with a clean slate.
        if let runningSince, now - runningSince >= 2 * settings.lastCrashBackOff { crashes = 0 }
        crashes += 1
        restarts += 1
        lastCrash = now
        runningSince = nil
    }
}

/// Addresses as the fake kubelet gives them out: `10.100.x.y` on `node-1`, `10.101.x.y` on the next.
struct PodAddresses: Sendable, Hashable {
    private var last: [String: Int] = [:]

    mutating func next(on node: String) -> String {
        let host = (last[node] ?? 0) % 65_000 + 1
        last[node] = host
        return "10.\(100 + (Self.number(of: node) - 1) % 100).\(host / 250).\(host % 250 + 1)"
    }

    static func host(_ node: String) -> String { "192.168.77.\(number(of: node))" }

    private static func number(of node: String) -> Int {
        min(max(node.split(separator: "-").last.flatMap { Int($0) } ?? 1, 1), 254)
    }
}
