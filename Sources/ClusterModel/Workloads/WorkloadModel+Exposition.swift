import KubernetesTypes

extension WorkloadModel {
    /// Prometheus' text format (version 0.0.4): one page for the whole cluster. Every series carries `namespace`, `app`
    /// and, where a pod has answered, `pod` and `track`; scrape it with `honor_labels: true`.
    ///
    /// Counters begin at 0 with each process, codes included that have not occurred yet.
    public func exposition() -> String {
        var page = ExpositionPage()
        let processes = pods.values.sorted { left, right in
            left.labels.map(\.value).lexicographicallyPrecedes(right.labels.map(\.value))
        }
        writeRequests(processes, &page)
        writeDurations(processes, &page)
        page.family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")
        for process in processes { page.sample("", process.labels, process.memory) }
        page.family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.")
        for process in processes { page.sample("", process.labels, process.cpuSeconds) }
        page.family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.")
        for process in processes { page.sample("", process.labels, process.started.secondsSince1970) }
        return page.text
    }

    private func writeRequests(_ processes: [PodCounters], _ page: inout ExpositionPage) {
        page.family("http_requests_total", "counter", "Requests by the status code of their answer.")
        for process in processes {
            for (code, count) in [("200", process.succeeded), ("500", process.failed), ("503", process.refused)] {
                page.sample("", process.labels + [PodCounters.Label(name: "code", value: code)], Double(count))
            }
        }
        for (name, count) in unserved.sorted(by: { $0.key < $1.key }) {
            let labels = [("namespace", name.namespace), ("app", name.app), ("code", "503")]
            page.sample("", labels.map { PodCounters.Label(name: $0, value: $1) }, Double(count))
        }
    }

    private func writeDurations(_ processes: [PodCounters], _ page: inout ExpositionPage) {
        page.family("http_request_duration_seconds", "histogram", "Time to answer the requests that were served.")
        for process in processes {
            let durations = process.durations
            for (bound, count) in zip(ResponseTimes.bounds, durations.buckets) {
                let label = PodCounters.Label(name: "le", value: ExpositionPage.number(bound))
                page.sample("_bucket", process.labels + [label], Double(count))
            }
            let all = PodCounters.Label(name: "le", value: "+Inf")
            page.sample("_bucket", process.labels + [all], Double(durations.count))
            page.sample("_sum", process.labels, durations.sum)
            page.sample("_count", process.labels, Double(durations.count))
        }
    }
}

/// Writes families and samples.
private struct ExpositionPage {
    private(set) var text = ""
    private var name = ""

    mutating func family(_ name: String, _ type: String, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ suffix: String, _ labels: [PodCounters.Label], _ value: Double) {
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
