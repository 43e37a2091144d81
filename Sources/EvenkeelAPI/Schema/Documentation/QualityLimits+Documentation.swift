extension QualityLimits: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "From when on data is too poor to be evidence for anything.", example: QualityLimits(),
            [
                "staleAfter": FieldDocumentation(
                    "A sample older than this is Stale; absent means what the source says."
                ) {
                    $0.rule(.lasting)
                },
                "sampledAt": Signal.query(
                    "PromQL for the time of the newest sample behind the signal, in seconds since 1970, such as "
                        + "max(timestamp(up{job=\"checkout\"})); one series. Prometheus dates the answer to an expression "
                        + "with the time of the question, so that nothing else shows how old the data is."),
                "maximumGap": FieldDocumentation(
                    "A series that comes back after a longer time without samples is Gap until three points have "
                        + "followed; never less than two and a half steps of the signal."
                ) { $0.rule(.lasting) },
                "maximumMissing": FieldDocumentation(
                    "A window that lacks more of its points than this is Gap, 0% to 100%."
                ) {
                    $0.rule(.share)
                },
            ])
    }
}
