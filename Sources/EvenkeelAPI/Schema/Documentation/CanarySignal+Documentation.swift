extension CanarySignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Compares the errors and the latency of a canary with those of the stable version.",
            example: CanarySignal(source: "", errors: "", requests: "", canarySelector: [:], stableSelector: [:]),
            required: ["source", "errors", "requests", "canarySelector", "stableSelector"],
            [
                "source": Signal.sourceName,
                "errors": Signal.query(
                    "The failed requests of both populations: a plain selector of counters, or a PromQL query with one "
                        + "series for each population."),
                "requests": Signal.query("All requests, in the same form as errors."),
                "canarySelector": Signal.labels("Labels that select the series of the canary, 1 to 32."),
                "stableSelector": Signal.labels("Labels that select the series of the stable version, 1 to 32."),
                "margin": FieldDocumentation(
                    "Accepted increase of the error rate of the canary, in percentage points, 0% to 100%."
                ) {
                    $0.rule(.share)
                },
                "minimumRequests": FieldDocumentation(
                    "Minimum number of requests of each population, 1 to 1000000000. With fewer requests the quality "
                        + "of the errors is Thin."
                ) {
                    $0.range(1...1_000_000_000)
                },
                "confidence": FieldDocumentation(
                    "Confidence at which a comparison passes or fails, 50% to below 100%."
                ) {
                    $0.rule(.uncertain)
                },
                "weight": weight("Weight of the errors in the score, 1 to 1000."),
                "critical": FieldDocumentation(
                    "If true, the errors alone decide the result if they fail or their quality is Thin."),
                "whenAbsent": FieldDocumentation(
                    "Result if the canary has no series and the stable version has enough requests. Unknown: no "
                        + "result. Good: no canary is running, so the signal is healthy; use it if canaries come and "
                        + "go."),
                "latency": FieldDocumentation("Compares latencies as well. If absent, only errors are compared."),
            ])
    }

    static func weight(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.range(1...1000) }
    }
}

extension CanaryLatency: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Compares the latencies of the two populations, or another value for which more is worse, point by point "
                + "with the Mann-Whitney U test.",
            example: CanaryLatency(query: ""), required: ["query"],
            [
                "query": Signal.query("PromQL query for the latency, with one or more series for each population."),
                "margin": FieldDocumentation(
                    "Accepted increase of the latency of the canary, relative to the latency of the stable version."),
                "window": FieldDocumentation("Length of the compared history, 1m to 12h.") {
                    $0.rule(.duration(.minutes(1)...(.hours(12))))
                },
                "step": FieldDocumentation(
                    "Time between two points, 1s to 1h. If the range of the query is longer than the step, only points "
                        + "whose ranges do not overlap are used."
                ) { $0.rule(.duration(.seconds(1)...(.hours(1)))) },
                "minimumPoints": FieldDocumentation(
                    "Minimum number of points of each population, 4 to 500. With fewer points the quality of the "
                        + "latency is Thin."
                ) {
                    $0.range(4...500)
                },
                "weight": CanarySignal.weight("Weight of the latency in the score, 1 to 1000."),
                "critical": FieldDocumentation(
                    "If true, the latency alone decides the result if it fails or its quality is Thin."),
            ])
    }
}
