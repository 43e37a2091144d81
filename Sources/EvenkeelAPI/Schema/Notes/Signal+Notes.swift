extension Signal: Noted {
    static let kinds = ["errorRate", "anomaly", "workload", "canary", "alert", "forecast", "outlier"]

    static var notes: Notes {
        Notes(
            "Something that can be looked at and judged; exactly one of \(kinds.joined(separator: ", ")) is set.",
            example: Signal(name: ""), required: ["name"], rules: [.exactlyOne(of: kinds)],
            [
                "name": Note("Unique in the policy; rules name it.") { $0.label() },
                "errorRate": Note("Errors among requests, against a limit."),
                "anomaly": Note("A series against its own past."),
                "workload": Note("What the Kubernetes API itself says of the workload."),
                "canary": Note("The canary's errors and latency against those of the stable version."),
                "alert": Note("An alert that is firing in Prometheus or Alertmanager."),
                "forecast": Note("When a quantity such as memory, a disk or a queue reaches its limit."),
                "outlier": Note("Pods that are unlike the other pods of the workload."),
                "quality": Note("From when on the signal's data is too poor to be evidence for anything."),
            ])
    }

    static let sourceNote = Note("The name of the MetricSource that is asked.") { $0.subdomain() }

    static func query(_ description: String) -> Note { Note(description) { $0.length(1...8192) } }

    static func labels(_ description: String) -> Note {
        Note(description) { $0.count(1...32).each { $0.length(0...1024) } }
    }
}

extension ErrorRateSignal: Noted {
    static var notes: Notes {
        Notes(
            "Errors among requests, against a limit.",
            example: ErrorRateSignal(source: "", errors: "", requests: "", limit: Percentage(fraction: 0)),
            required: ["source", "errors", "requests", "limit"],
            [
                "source": Signal.sourceNote,
                "errors": Signal.query(
                    "PromQL for the number of failed requests since about the last look; one series."),
                "requests": Signal.query("PromQL for the number of all requests in the same time; one series."),
                "limit": Note("The share of failed requests that is still accepted, 0% to 100%.") {
                    $0.rule(.share)
                },
                "minimumRequests": Note("With fewer requests than this a look is thin: evidence for nothing.") {
                    $0.range(1...1_000_000_000)
                },
                "test": Note(
                    "Sequential: an anytime-valid test, which stays honest however often one looks. Consecutive: over "
                        + "the limit in as many looks in a row as the rule's consecutive says."),
            ])
    }
}

extension AnomalySignal: Noted {
    static var notes: Notes {
        Notes(
            "A series against its own past.", example: AnomalySignal(source: "", query: ""),
            required: ["source", "query"],
            [
                "source": Signal.sourceNote,
                "query": Signal.query("PromQL; one series."),
                "detector": Note("How strange a value is, and from when on it is too strange."),
                "direction": Note("Which side of the expected value is bad."),
                "baseline": Note("How much of the past the values are compared with.") { $0.rule(.lasting) },
                "step": Note("Time between two points of the series, 1s to 1h.") {
                    $0.rule(.duration(.seconds(1)...(.hours(1))))
                },
                "minimumPoints": Note("A baseline of fewer points than this is thin: evidence for nothing.") {
                    $0.range(2...100_000)
                },
                "minimumDeviation": Note(
                    "Values that differ from the expected one by less than this share of it are never strange."),
            ])
    }
}

extension WorkloadSignal: Noted {
    static var notes: Notes {
        Notes(
            "What the Kubernetes API itself says of the workload.", example: WorkloadSignal(condition: .notReady),
            required: ["condition"],
            [
                "condition": Note("What is wrong with the workload or its pods."),
                "for": Note("How long it must have been so."),
            ])
    }
}

extension AlertSignal: Noted {
    static var notes: Notes {
        Notes(
            "An alert that is firing.", example: AlertSignal(source: "", matchLabels: [:]),
            required: ["source", "matchLabels"],
            [
                "source": Signal.sourceNote,
                "matchLabels": Signal.labels("Labels that the alert has, alertname among them."),
            ])
    }
}
