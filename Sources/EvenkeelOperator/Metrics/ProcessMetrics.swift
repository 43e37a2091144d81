/// The metrics of the operator itself.
struct ProcessMetrics: Sendable {
    let leader: Metric<NoLabels>
    let buildInfo: Metric<VersionLabels>
    let apiRequests: Metric<RequestLabels>
    let apiRequestDuration: Metric<VerbLabels>
    let queueDepth: Metric<QueueLabels>
    let dropped: Metric<QueueLabels>
    let cpuSeconds: Metric<NoLabels>
    let residentMemory: Metric<NoLabels>
    let openFiles: Metric<NoLabels>
    let startTime: Metric<NoLabels>

    init(_ registry: MetricsRegistry, version: String) {
        let verb = MetricFamily.Label("verb", RequestMeter.apiVerbs)
        leader = registry.gauge("evenkeel_leader", "1 if this replica is the leader.")
        buildInfo = registry.gauge("evenkeel_build_info", "Always 1.", [MetricFamily.Label("version", [version])])
        apiRequests = registry.counter(
            "evenkeel_api_requests_total", "Total number of requests to the Kubernetes API.",
            [verb] + RequestLabels.labels.dropFirst())
        apiRequestDuration = registry.histogram(
            "evenkeel_api_request_duration_seconds",
            "Duration of requests to the Kubernetes API in seconds. For watches: until the watch is established.",
            [verb], buckets: OperatorMetrics.requestSeconds)
        queueDepth = registry.gauge(
            "evenkeel_queue_depth", "Number of items in the queue, including items in progress.")
        dropped = registry.counter(
            "evenkeel_dropped_total",
            "Total number of items dropped because the queue was full or delivery failed.",
            [MetricFamily.Label("queue", OperatorMetrics.Queue.dropping.map(\.rawValue))])
        cpuSeconds = registry.counter("process_cpu_seconds_total", "User and system CPU time in seconds.")
        residentMemory = registry.gauge("process_resident_memory_bytes", "Resident memory in bytes.")
        openFiles = registry.gauge("process_open_fds", "Number of open file descriptors.")
        startTime = registry.gauge(
            "process_start_time_seconds", "Start time of the process in seconds since 1970.")
    }
}
