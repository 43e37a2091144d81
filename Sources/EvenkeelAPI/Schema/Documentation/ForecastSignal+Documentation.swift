extension ForecastSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Forecasts when a value such as memory, disk or queue usage reaches a limit, from the median slope of its "
                + "history and the uncertainty of the slope.",
            example: ForecastSignal(source: "", query: "", limit: .sample), required: ["source", "query", "limit"],
            [
                "source": Signal.sourceName,
                "query": Signal.query("PromQL query for the value, with one series."),
                "limit": FieldDocumentation(
                    "Limit of the value, in the unit of the query, such as \"0.9\" or \"10Gi\"."),
                "direction": FieldDocumentation(
                    "Above: the value must stay below the limit. Below: the value must stay above the limit, such as "
                        + "free space."),
                "within": FieldDocumentation(
                    "The signal is unhealthy if the value is forecast to reach the limit within this time."
                ) { $0.rule(.lasting) },
                "window": FieldDocumentation("Length of the history that the trend is computed from.") {
                    $0.rule(.lasting)
                },
                "step": FieldDocumentation("Time between two points of the series, 1s to 1h.") {
                    $0.rule(.duration(.seconds(1)...(.hours(1))))
                },
                "minimumPoints": FieldDocumentation(
                    "Minimum number of points, 8 to 1000. With fewer points the quality is Thin."
                ) { $0.range(8...1000) },
            ])
    }
}

extension OutlierSignal: Documented {
    static var documentation: TypeDocumentation {
        TypeDocumentation(
            "Finds pods that differ from the other pods of the workload. A restart with pods: Outliers evicts them.",
            example: OutlierSignal(source: "", query: ""), required: ["source", "query"],
            [
                "source": Signal.sourceName,
                "query": Signal.query("PromQL query for the value, with one series for each pod."),
                "podLabel": FieldDocumentation("Label of the series that contains the name of the pod.") {
                    $0.length(1...128).pattern(
                        "^[a-zA-Z_][a-zA-Z0-9_]*$", advice: "write the name of a label, such as pod")
                },
                "direction": FieldDocumentation(
                    "Above: a pod with a higher value than the others is an outlier. Below: a pod with a lower value "
                        + "is."
                ),
                "minimumDeviation": FieldDocumentation(
                    "Minimum difference of an outlier from the median of the other pods, as a share of the median."),
                "minimumPods": FieldDocumentation(
                    "Minimum number of pods, 3 to 1000. With fewer pods the quality is Thin."
                ) {
                    $0.range(3...1000)
                },
            ])
    }
}
