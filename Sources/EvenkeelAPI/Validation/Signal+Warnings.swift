extension Signal {
    func warnings(at path: [String]) -> [Finding] {
        kindWarnings(at: path + [kind?.field.rawValue ?? ""]) + qualityWarnings(at: path + ["quality"])
    }

    private func kindWarnings(at path: [String]) -> [Finding] {
        switch kind {
        case .anomaly(let signal): signal.warnings(at: path)
        case .canary(let signal): signal.warnings(at: path)
        case .errorRate(let signal): signal.warnings(at: path)
        case .forecast(let signal): signal.warnings(at: path)
        case .workload, .alert, .outlier, nil: []
        }
    }

    /// The time after which an evaluation of the signal has other data than the previous one.
    public var window: TimeSpan {
        switch kind {
        case .errorRate(let signal): .seconds(signal.counts.window)
        case .canary(let signal): .seconds(signal.counts.window)
        case .outlier(let signal): RangeSelector.longest(in: signal.query)
        case .anomaly, .workload, .alert, .forecast, nil: .seconds(0)
        }
    }

    /// Between two points of the series that the signal reads; `nil` where it reads single values.
    private var step: TimeSpan? {
        switch kind {
        case .anomaly(let signal): signal.step
        case .forecast(let signal): signal.step
        case .canary(let signal): signal.latency?.step
        case .errorRate, .workload, .alert, .outlier, nil: nil
        }
    }

    private func qualityWarnings(at path: [String]) -> [Finding] {
        guard let quality else { return [] }
        if workloadCondition != nil {
            return [.warning(path, "has no effect on a workload signal, whose data comes from the Kubernetes API")]
        }
        guard let step else { return [] }
        let least = TimeSpan.seconds(2.5 * step.seconds)
        guard quality.maximumGap < least, quality.maximumGap != QualityLimits().maximumGap else { return [] }
        return [
            .warning(
                path + ["maximumGap"],
                "\(quality.maximumGap) is less than 2.5 steps of \(step): \(least) applies instead")
        ]
    }
}

extension ForecastSignal {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        var warnings: [Finding] = []
        let needed = TimeSpan.seconds(step.seconds * Double(minimumPoints))
        if needed > window {
            warnings.append(
                .warning(
                    path + ["minimumPoints"],
                    "\(minimumPoints) points at a step of \(step) take \(needed), longer than the window of \(window): "
                        + "the quality would always be Thin",
                    "increase window or decrease minimumPoints"))
        }
        if within > .seconds(8 * window.seconds) {
            warnings.append(
                .warning(
                    path + ["within"],
                    "a history of \(window) is too short to forecast \(within)", "increase window"))
        }
        return warnings
    }
}

extension ErrorRateSignal {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        guard limit.fraction == 0 || limit.fraction == 1 else { return [] }
        let message = limit.fraction == 0 ? "a single failed request exceeds the limit" : "no error rate exceeds 100%"
        return [.warning(path + ["limit"], message)]
    }
}

extension AnomalySignal {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        var warnings: [Finding] = []
        let needed = TimeSpan.seconds(step.seconds * Double(minimumPoints))
        let baseline = TimeSpan.seconds(history)
        if needed > baseline {
            warnings.append(
                .warning(
                    path + ["minimumPoints"],
                    "\(minimumPoints) points at a step of \(step) take \(needed), longer than the baseline of \(baseline): "
                        + "the quality would always be Thin",
                    "increase baseline or decrease minimumPoints"))
        }
        if detector == .seasonal, baseline < .hours(48) {
            warnings.append(
                .warning(
                    path + ["baseline"],
                    "Seasonal compares with earlier days, and \(baseline) contains less than two days",
                    "use a baseline of 7d or more"))
        }
        return warnings
    }
}

extension CanarySignal {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        var warnings: [Finding] = []
        if canarySelector == stableSelector {
            warnings.append(.warning(path + ["canarySelector"], "selects the same series as stableSelector"))
        }
        guard let latency else { return warnings }
        let apart = max(latency.step, RangeSelector.longest(in: latency.query))
        let points = Int(latency.window.seconds / apart.seconds) + 1
        if points < latency.minimumPoints {
            warnings.append(
                .warning(
                    path + ["latency", "minimumPoints"],
                    "a window of \(latency.window) contains \(points) points that do not overlap, fewer than "
                        + "\(latency.minimumPoints): the quality of the latency would always be Thin",
                    "increase window, or shorten the range of the query"))
        }
        return warnings
    }
}
