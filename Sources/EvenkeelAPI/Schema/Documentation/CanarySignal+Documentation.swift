extension CanarySignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "The canary's errors and latency against those of the stable version.",
            example: CanarySignal(source: "", errors: "", requests: "", canarySelector: [:], stableSelector: [:]),
            required: ["source", "errors", "requests", "canarySelector", "stableSelector"],
            [
                "source": Signal.sourceNote,
                "errors": Signal.query("PromQL for the number of failed requests; one series for each population."),
                "requests": Signal.query("PromQL for the number of all requests; one series for each population."),
                "canarySelector": Signal.labels("Labels of the canary's series."),
                "stableSelector": Signal.labels("Labels of the stable version's series."),
                "margin": FieldDocumentation(
                    "How much worse the canary's error rate may be, in percentage points, 0% to 100%."
                ) {
                    $0.rule(.share)
                },
                "minimumRequests": FieldDocumentation("With fewer requests of either population the errors are thin.") {
                    $0.range(1...1_000_000_000)
                },
                "confidence": FieldDocumentation(
                    "How sure a comparison has to be before it passes or fails, 50% to below 100%."
                ) {
                    $0.rule(.uncertain)
                },
                "weight": weight("What the errors count in the score, 1 to 1000."),
                "critical": FieldDocumentation("true lets the errors decide alone where they fail or are thin."),
                "whenAbsent": FieldDocumentation(
                    "What it means that the canary has no series while the stable version has enough requests. Unknown: "
                        + "nothing is known, which is evidence for nothing. Good: no canary is running, so that none is "
                        + "bad; write it where canaries come and go."),
                "latency": FieldDocumentation("Also compares latencies; absent compares errors only."),
            ])
    }

    static func weight(_ description: String) -> FieldDocumentation {
        FieldDocumentation(description) { $0.range(1...1000) }
    }
}

extension CanaryLatency: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Latencies (or anything else of which more is worse) of the two populations, point by point, by the "
                + "Mann-Whitney U test.",
            example: CanaryLatency(query: ""), required: ["query"],
            [
                "query": Signal.query("PromQL for the latency; one series or more for each population."),
                "margin": FieldDocumentation(
                    "How much higher the canary's latency may be, relative to the stable one's."),
                "window": FieldDocumentation("How much of the past is compared, 1m to 12h.") {
                    $0.rule(.duration(.minutes(1)...(.hours(12))))
                },
                "step": FieldDocumentation(
                    "Time between two points, 1s to 1h. Of points whose own windows overlap only every so many "
                        + "are used."
                ) { $0.rule(.duration(.seconds(1)...(.hours(1)))) },
                "minimumPoints": FieldDocumentation("With fewer points of either population latency is thin.") {
                    $0.range(4...500)
                },
                "weight": CanarySignal.weight("What latency counts in the score, 1 to 1000."),
                "critical": FieldDocumentation("true lets latency decide alone where it fails or is thin."),
            ])
    }
}
