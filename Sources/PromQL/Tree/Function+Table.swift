extension PromQLExpression.Function {
    /// All functions of Prometheus 2 and 3, experimental ones included, by name.
    ///
    /// In Prometheus 2, `double_exponential_smoothing` is named `holt_winters`.
    ///
    /// Source: https://github.com/prometheus/prometheus/blob/v3.14.0/promql/parser/functions.go
    static let all: [String: PromQLExpression.Function] = Dictionary(
        uniqueKeysWithValues: (ofVectors + ofRanges + ofTime + others).map { ($0.name, $0) })

    private typealias Function = PromQLExpression.Function

    private static let ofVectors = [
        "abs", "absent", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "deg", "exp",
        "floor",
        "histogram_avg", "histogram_count", "histogram_stddev", "histogram_stdvar", "histogram_sum", "ln", "log10",
        "log2", "rad", "sgn", "sin", "sinh", "sort", "sort_desc", "sqrt", "start_timestamp", "tan", "tanh", "timestamp",
    ].map { Function($0, [.instantVector], nil, .instantVector) }

    private static let ofRanges = [
        "absent_over_time", "avg_over_time", "changes", "count_over_time", "delta", "deriv", "first_over_time",
        "idelta",
        "increase", "irate", "last_over_time", "mad_over_time", "max_over_time", "min_over_time", "present_over_time",
        "rate", "resets", "stddev_over_time", "stdvar_over_time", "sum_over_time", "ts_of_first_over_time",
        "ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time",
    ].map { Function($0, [.rangeVector], nil, .instantVector) }

    private static let ofTime =
        [
            "day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year",
        ].map { Function($0, [.instantVector], 0...1, .instantVector) }
        + ["end", "pi", "range", "start", "step", "time"].map { Function($0, [], nil, .scalar) }

    private static let others = [
        Function("clamp", [.instantVector, .scalar, .scalar], nil, .instantVector),
        Function("clamp_max", [.instantVector, .scalar], nil, .instantVector),
        Function("clamp_min", [.instantVector, .scalar], nil, .instantVector),
        Function("double_exponential_smoothing", [.rangeVector, .scalar, .scalar], nil, .instantVector),
        Function("histogram_fraction", [.scalar, .scalar, .instantVector], nil, .instantVector),
        Function("histogram_quantile", [.scalar, .instantVector], nil, .instantVector),
        Function("histogram_quantiles", [.instantVector, .string, .scalar], 3...12, .instantVector),
        Function("holt_winters", [.rangeVector, .scalar, .scalar], nil, .instantVector),
        Function("info", [.instantVector, .instantVector], 1...2, .instantVector),
        Function("label_join", [.instantVector, .string], 3...Int.max, .instantVector),
        Function("label_replace", [.instantVector, .string, .string, .string, .string], nil, .instantVector),
        Function("max_of", [.scalar, .scalar], nil, .scalar),
        Function("min_of", [.scalar, .scalar], nil, .scalar),
        Function("predict_linear", [.rangeVector, .scalar], nil, .instantVector),
        Function("quantile_over_time", [.scalar, .rangeVector], nil, .instantVector),
        Function("round", [.instantVector, .scalar], 1...2, .instantVector),
        Function("scalar", [.instantVector], nil, .scalar),
        Function("sort_by_label", [.instantVector, .string], 1...Int.max, .instantVector),
        Function("sort_by_label_desc", [.instantVector, .string], 1...Int.max, .instantVector),
        Function("vector", [.scalar], nil, .instantVector),
    ]
}
