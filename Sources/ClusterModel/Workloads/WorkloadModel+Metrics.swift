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
        report(&collector)
        return collector.samples
    }

    /// Every series carries `namespace`, `app` and, where a pod has answered, `pod` and `track`. Counters begin at 0
    /// with each process, codes included that have not occurred yet.
    func report(_ visitor: inout some MetricVisitor) {
        let processes = pods.values.sorted { left, right in
            left.labels.map(\.value).lexicographicallyPrecedes(right.labels.map(\.value))
        }
        reportRequests(processes, &visitor)
        reportDurations(processes, &visitor)
        visitor.family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")
        for process in processes { visitor.sample("", process.labels, process.memory) }
        visitor.family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.")
        for process in processes { visitor.sample("", process.labels, process.cpuSeconds) }
        visitor.family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.")
        for process in processes { visitor.sample("", process.labels, process.started.secondsSince1970) }
    }

    private func reportRequests(_ processes: [PodCounters], _ visitor: inout some MetricVisitor) {
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

    private func reportDurations(_ processes: [PodCounters], _ visitor: inout some MetricVisitor) {
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

extension WorkloadModel {
    /// Prometheus' text format (version 0.0.4): one page for the whole cluster, as of the last `advance`. Scrape it with
    /// `honor_labels: true`, as every series brings its own `namespace` and `pod`.
    public func exposition() -> String {
        var page = ExpositionPage()
        report(&page)
        return page.text
    }
}

/// Prints families and samples.
struct ExpositionPage: MetricVisitor {
    private(set) var text = ""
    private var name = ""

    mutating func family(_ name: String, _ type: String, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ suffix: String, _ labels: [MetricSample.Label], _ value: Double) {
        text += name
        text += suffix
        text += "{"
        for (index, label) in labels.enumerated() {
            if index > 0 { text += "," }
            text += label.name
            text += "=\""
            text += Self.escaped(label.value)
            text += "\""
        }
        text += "} "
        text += Self.number(value)
        text += "\n"
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 0x1p53 ? String(Int64(value)) : "\(value)"
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 == 0x0A }) else { return value }
        return String(
            value.flatMap { character -> [Character] in
                switch character {
                case "\"": ["\\", "\""]
                case "\\": ["\\", "\\"]
                case "\n": ["\\", "n"]
                default: [character]
                }
            })
    }
}
