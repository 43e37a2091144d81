import KubernetesTypes

/// Who wants to know the metrics, family by family.
protocol MetricVisitor {
    mutating func family(_ name: String, _ type: String, _ help: String)
    mutating func sample(_ suffix: String, _ labels: [MetricSample.Label], _ value: Double)
}

extension WorkloadModel {
    /// What a scrape of `exposition()` would store: for a modelled Prometheus.
    public func samples() -> [MetricSample] {
        var collector = SampleCollector()
        tell(&collector)
        return collector.samples
    }

    /// Every series carries `namespace`, `app` and, where a pod has answered, `pod` and `track`. Counters begin at 0
    /// with each process, codes included that have not occurred yet.
    func tell(_ visitor: inout some MetricVisitor) {
        let processes = pods.values.sorted { left, right in
            left.labels.map(\.value).lexicographicallyPrecedes(right.labels.map(\.value))
        }
        tellRequests(processes, &visitor)
        tellDurations(processes, &visitor)
        visitor.family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")
        for process in processes { visitor.sample("", process.labels, process.memory) }
        visitor.family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.")
        for process in processes { visitor.sample("", process.labels, process.cpuSeconds) }
        visitor.family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.")
        for process in processes { visitor.sample("", process.labels, process.started.secondsSince1970) }
    }

    private func tellRequests(_ processes: [PodCounters], _ visitor: inout some MetricVisitor) {
        visitor.family("http_requests_total", "counter", "Requests by the status code of their answer.")
        for process in processes {
            for (code, count) in [("200", process.succeeded), ("500", process.failed), ("503", process.refused)] {
                visitor.sample("", process.labels + [MetricSample.Label(name: "code", value: code)], Double(count))
            }
        }
        for (name, count) in unserved.sorted(by: { $0.key < $1.key }) {
            let labels = [("namespace", name.namespace), ("app", name.app), ("code", "503")]
            visitor.sample("", labels.map { MetricSample.Label(name: $0, value: $1) }, Double(count))
        }
    }

    private func tellDurations(_ processes: [PodCounters], _ visitor: inout some MetricVisitor) {
        visitor.family("http_request_duration_seconds", "histogram", "Time to answer the requests that were served.")
        for process in processes {
            let durations = process.durations
            for (bound, count) in zip(ResponseTimes.bounds, durations.buckets) {
                let label = MetricSample.Label(name: "le", value: ExpositionPage.number(bound))
                visitor.sample("_bucket", process.labels + [label], Double(count))
            }
            let all = MetricSample.Label(name: "le", value: "+Inf")
            visitor.sample("_bucket", process.labels + [all], Double(durations.count))
            visitor.sample("_sum", process.labels, durations.sum)
            visitor.sample("_count", process.labels, Double(durations.count))
        }
    }
}

private struct SampleCollector: MetricVisitor {
    private(set) var samples: [MetricSample] = []
    private var name = ""

    mutating func family(_ name: String, _ type: String, _ help: String) { self.name = name }

    mutating func sample(_ suffix: String, _ labels: [MetricSample.Label], _ value: Double) {
        samples.append(MetricSample(name: name + suffix, labels: labels, value: value))
    }
}
