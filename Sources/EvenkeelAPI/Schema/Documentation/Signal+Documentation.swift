extension Signal: Documented {
    static let kinds = Kind.Field.allCases.map(\.rawValue)

    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "An indicator of the health of the target. Exactly one of \(kinds.joined(separator: ", ")) must be set.",
            example: Signal(name: ""), required: ["name"], rules: [.exactlyOne(of: kinds)],
            [
                "name": FieldDocumentation("Name of the signal, unique in the policy. Rules refer to it.") {
                    $0.label()
                },
                "errorRate": FieldDocumentation("Compares the share of failed requests with a limit."),
                "anomaly": FieldDocumentation("Compares a series with its own history."),
                "workload": FieldDocumentation("Detects a failure of the workload or its pods in the Kubernetes API."),
                "canary": FieldDocumentation(
                    "Compares the errors and the latency of a canary with those of the stable version."),
                "alert": FieldDocumentation(
                    "Unhealthy while a matching alert is firing in Prometheus or Alertmanager."),
                "forecast": FieldDocumentation(
                    "Forecasts when a value such as memory, disk or queue usage reaches a limit."),
                "outlier": FieldDocumentation("Finds pods that differ from the other pods of the workload."),
                "quality": FieldDocumentation(
                    "Limits for the quality of the data. Evenkeel ignores a signal whose quality is not Ok."),
            ])
    }

    static let sourceName = FieldDocumentation("Name of the MetricSource.") { $0.subdomain() }

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
            "Compares the share of failed requests with a limit.",
            example: ErrorRateSignal(source: "", errors: "", requests: "", limit: Percentage(fraction: 0)),
            required: ["source", "errors", "requests", "limit"],
            [
                "source": Signal.sourceName,
                "errors": Signal.query(
                    "The failed requests. Either a plain selector of counters, such as "
                        + "http_requests_total{code=~\"5..\"}: Evenkeel reads the raw samples since the last evaluation "
                        + "and adds the increments of all series. Or a PromQL query with one series for the number in a "
                        + "window, such as sum(increase(...[1m])). A rate is multiplied by its window. A ratio and a gauge "
                        + "are refused."),
                "requests": Signal.query("All requests, in the same form as errors."),
                "limit": FieldDocumentation("Maximum accepted share of failed requests, 0% to 100%.") {
                    $0.rule(.share)
                },
                "minimumRequests": FieldDocumentation(
                    "Minimum number of requests, 1 to 1000000000. With fewer requests the quality is Thin. Counters "
                        + "count the requests of the last 5 minutes, other queries those of their window."
                ) {
                    $0.range(1...1_000_000_000)
                },
                "test": FieldDocumentation(
                    "Sequential: a sequential statistical test, valid under repeated evaluation. Consecutive: the "
                        + "share is above the limit in as many consecutive evaluations as the rule requires."),
            ])
    }
}

extension AnomalySignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Compares a series with its own history.", example: AnomalySignal(source: "", query: ""),
            required: ["source", "query"],
            [
                "source": Signal.sourceName,
                "query": Signal.query("PromQL query for the value, with one series."),
                "detector": FieldDocumentation("Statistical method that detects an anomaly."),
                "direction": FieldDocumentation(
                    "Above: values above the expected value are anomalies. Below: values below it are. Both: either."),
                "baseline": FieldDocumentation(
                    "Length of the history that is read at the start and that values are compared with. If absent: 14d for "
                        + "Adaptive and Seasonal, 6h for the other detectors, and at most 21600 steps."
                ) {
                    $0.rule(.lasting)
                },
                "step": FieldDocumentation("Time between two points of the series, 1s to 1h.") {
                    $0.rule(.duration(.seconds(1)...(.hours(1))))
                },
                "minimumPoints": FieldDocumentation(
                    "Minimum number of points of the baseline, 2 to 100000. With fewer points the quality is Thin."
                ) {
                    $0.range(2...100_000)
                },
                "meanTimeBetweenFalseAlerts": FieldDocumentation(
                    "Accepted mean time between two false alerts of Adaptive on a healthy series, 1h to 8760h. A shorter "
                        + "time finds smaller changes."
                ) {
                    $0.rule(.lasting)
                },
                "minimumDeviation": FieldDocumentation(
                    "Minimum difference of an anomaly from the expected value, as a share of the expected value."),
            ])
    }
}

extension WorkloadSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Detects a failure of the workload or its pods in the Kubernetes API.",
            example: WorkloadSignal(condition: .notReady),
            required: ["condition"],
            [
                "condition": FieldDocumentation("The detected failure of the workload or its pods."),
                "for": FieldDocumentation("Minimum duration of the failure."),
            ])
    }
}

extension AlertSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Unhealthy while a matching alert is firing. Evenkeel cannot distinguish a resolved alert from a "
                + "deleted alerting rule: both count as healthy.", example: AlertSignal(source: "", matchLabels: [:]),
            required: ["source", "matchLabels"],
            [
                "source": Signal.sourceName,
                "matchLabels": Signal.labels("Labels that the alert must have, 1 to 32. Include alertname."),
            ])
    }
}
