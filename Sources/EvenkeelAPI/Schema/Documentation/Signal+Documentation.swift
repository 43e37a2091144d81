extension Signal: Documented {
    static let kinds = ["errorRate", "anomaly", "workload", "canary", "alert", "forecast", "outlier"]

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Something that can be evaluated and judged; exactly one of \(kinds.joined(separator: ", ")) is set.",
            example: Signal(name: ""), required: ["name"], rules: [.exactlyOne(of: kinds)],
            [
                "name": FieldDocumentation("Unique in the policy; rules name it.") { $0.label() },
                "errorRate": FieldDocumentation("Errors among requests, against a limit."),
                "anomaly": FieldDocumentation("A series against its own past."),
                "workload": FieldDocumentation("What the Kubernetes API itself says of the workload."),
                "canary": FieldDocumentation("The canary's errors and latency against those of the stable version."),
                "alert": FieldDocumentation("An alert that is firing in Prometheus or Alertmanager."),
                "forecast": FieldDocumentation("When a quantity such as memory, a disk or a queue reaches its limit."),
                "outlier": FieldDocumentation("Pods that are unlike the other pods of the workload."),
                "quality": FieldDocumentation(
                    "From when on the signal's data is too poor to be evidence for anything."),
            ])
    }

    static let sourceNote = FieldDocumentation("The name of the MetricSource that is asked.") { $0.subdomain() }

    static func query(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.length(1...8192) }
    }

    static func labels(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.count(1...32).each { $0.length(0...1024) } }
    }
}

extension ErrorRateSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Errors among requests, against a limit.",
            example: ErrorRateSignal(source: "", errors: "", requests: "", limit: Percentage(fraction: 0)),
            required: ["source", "errors", "requests", "limit"],
            [
                "source": Signal.sourceNote,
                "errors": Signal.query(
                    "PromQL for the number of failed requests since about the last evaluation; one series."),
                "requests": Signal.query("PromQL for the number of all requests in the same time; one series."),
                "limit": FieldDocumentation("The share of failed requests that is still accepted, 0% to 100%.") {
                    $0.rule(.share)
                },
                "minimumRequests": FieldDocumentation(
                    "With fewer requests than this an evaluation is thin: evidence for nothing."
                ) {
                    $0.range(1...1_000_000_000)
                },
                "test": FieldDocumentation(
                    "Sequential: an anytime-valid test, which stays honest however often one looks. Consecutive: over "
                        + "the limit in as many evaluations in a row as the rule's consecutive says."),
            ])
    }
}

extension AnomalySignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "A series against its own past.", example: AnomalySignal(source: "", query: ""),
            required: ["source", "query"],
            [
                "source": Signal.sourceNote,
                "query": Signal.query("PromQL; one series."),
                "detector": FieldDocumentation("How strange a value is, and from when on it is too strange."),
                "direction": FieldDocumentation("Which side of the expected value is bad."),
                "baseline": FieldDocumentation("How much of the past the values are compared with.") {
                    $0.rule(.lasting)
                },
                "step": FieldDocumentation("Time between two points of the series, 1s to 1h.") {
                    $0.rule(.duration(.seconds(1)...(.hours(1))))
                },
                "minimumPoints": FieldDocumentation(
                    "A baseline of fewer points than this is thin: evidence for nothing."
                ) {
                    $0.range(2...100_000)
                },
                "minimumDeviation": FieldDocumentation(
                    "Values that differ from the expected one by less than this share of it are never strange."),
            ])
    }
}

extension WorkloadSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "What the Kubernetes API itself says of the workload.", example: WorkloadSignal(condition: .notReady),
            required: ["condition"],
            [
                "condition": FieldDocumentation("What is wrong with the workload or its pods."),
                "for": FieldDocumentation("How long it must have been so."),
            ])
    }
}

extension AlertSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An alert that is firing.", example: AlertSignal(source: "", matchLabels: [:]),
            required: ["source", "matchLabels"],
            [
                "source": Signal.sourceNote,
                "matchLabels": Signal.labels("Labels that the alert has, alertname among them."),
            ])
    }
}
