extension ForecastSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "When a quantity reaches a limit, by the median slope of its past and the slope's uncertainty.",
            example: ForecastSignal(source: "", query: "", limit: .sample), required: ["source", "query", "limit"],
            [
                "source": Signal.sourceNote,
                "query": Signal.query("PromQL; one series."),
                "limit": FieldDocumentation(
                    "Where the value must not go, in the query's own unit, such as \"0.9\" or \"10Gi\"."),
                "direction": FieldDocumentation(
                    "Above: the value must stay below the limit. Below: it must stay above."),
                "within": FieldDocumentation("Bad if the limit is reached sooner than this.") { $0.rule(.lasting) },
                "window": FieldDocumentation("How much of the past the trend rests on.") { $0.rule(.lasting) },
                "step": FieldDocumentation("Time between two points of the series, 1s to 1h.") {
                    $0.rule(.duration(.seconds(1)...(.hours(1))))
                },
                "minimumPoints": FieldDocumentation("With fewer points the trend is thin.") { $0.range(8...1000) },
            ])
    }
}

extension OutlierSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Pods that are unlike the other pods of the workload; restart: Outliers evicts them.",
            example: OutlierSignal(source: "", query: ""), required: ["source", "query"],
            [
                "source": Signal.sourceNote,
                "query": Signal.query("PromQL; one series for each pod."),
                "podLabel": FieldDocumentation("The label that holds the pod's name.") {
                    $0.length(1...128).pattern("^[a-zA-Z_][a-zA-Z0-9_]*$", advice: "write a label's name, such as pod")
                },
                "direction": FieldDocumentation("Which side of the other pods is bad."),
                "minimumDeviation": FieldDocumentation(
                    "A pod that differs from the median of the others by less than this share of it is no outlier."),
                "minimumPods": FieldDocumentation("With fewer pods there is nothing to compare with: thin.") {
                    $0.range(3...1000)
                },
            ])
    }
}
