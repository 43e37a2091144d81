extension QualityLimits: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Limits for the quality of the data. Evenkeel ignores a signal whose quality is not Ok.",
            example: QualityLimits(),
            [
                "staleAfter": FieldDocumentation(
                    "Maximum age of a sample. The quality of an older sample is Stale. If absent, the staleAfter of "
                        + "the MetricSource applies."
                ) {
                    $0.rule(.lasting)
                },
                "sampledAt": Signal.query(
                    "PromQL or LogQL query for the time of the newest sample of the signal, in seconds since 1970, "
                        + "with one series, such as max(timestamp(up{job=\"checkout\"})). Prometheus sets the "
                        + "timestamp of an expression result to the query time, so set sampledAt to detect stale data."),
                "maximumGap": FieldDocumentation(
                    "Maximum time without samples in a series. After a longer gap the quality is Gap until three "
                        + "points follow. Values below 2.5 times the step of the signal are raised to it."
                ) { $0.rule(.lasting) },
                "maximumMissing": FieldDocumentation(
                    "Maximum share of missing points in a window, 0% to 100%. Above it the quality is Gap."
                ) {
                    $0.rule(.share)
                },
            ])
    }
}
