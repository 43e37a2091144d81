/// How the modelled cluster behaves where nothing else is said. Durations are in seconds.
public struct ControllerSettings: Sendable, Hashable {
    /// The cluster's nodes, `node-1` and so on, made when the store has none.
    public var nodes = 3
    /// Of each node, in millicores and bytes.
    public var nodeMilliCPU = 64_000
    public var nodeMemory = 256 << 30
    public var podsPerNode = 500

    /// The defaults of `fake/start-seconds`, `fake/ready-seconds` and `fake/term-seconds`.
    public var startSeconds = 0.0
    public var readySeconds = 0.0
    public var terminationSeconds = 0.0

    /// The kubelet's back-off between restarts of a crashing container: doubling from the first to the last, forgotten
    /// after a container ran twice the last.
    public var firstCrashBackOff = 10.0
    public var lastCrashBackOff = 300.0

    /// The time between two evaluations of an autoscaler.
    public var autoscalerPeriod = 15.0
    /// An autoscaler's window for scaling down where its `behavior` gives none.
    public var downscaleStabilization = 300.0
    /// How far the ratio of usage to target may be from 1 without any scaling.
    public var autoscalerTolerance = 0.1

    /// How long events are kept, and how many at most.
    public var eventSeconds = 3600.0
    public var maximumEvents = 2000

    /// The most pods that controllers make, all together: a slip of the pen in `replicas` must not fill the memory.
    public var maximumPods = 20_000

    /// The most batches of work in one instant.
    public var maximumRounds = 10_000

    public init() {}
}
