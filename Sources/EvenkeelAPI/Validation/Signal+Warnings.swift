extension Signal {
    func warnings(at path: [String]) -> [Finding] {
        (anomaly?.warnings(at: path + ["anomaly"]) ?? []) + (canary?.warnings(at: path + ["canary"]) ?? [])
            + (errorRate?.warnings(at: path + ["errorRate"]) ?? [])
    }
}

extension ErrorRateSignal {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        guard limit.fraction == 0 || limit.fraction == 1 else { return [] }
        let message = limit.fraction == 0 ? "a single error is already too many" : "no error rate is above 100%"
        return [.warning(path + ["limit"], message)]
    }
}

extension AnomalySignal {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        var warnings: [Finding] = []
        let needed = TimeSpan.seconds(step.seconds * Double(minimumPoints))
        if needed > baseline {
            warnings.append(
                .warning(
                    path + ["minimumPoints"],
                    "\(minimumPoints) points at a step of \(step) take \(needed), longer than the baseline of \(baseline): "
                        + "the signal would be thin for ever",
                    "lengthen the baseline or ask for fewer points"))
        }
        if detector == .seasonal, baseline < .hours(48) {
            warnings.append(
                .warning(
                    path + ["baseline"], "Seasonal compares with earlier days, and \(baseline) holds less than two",
                    "use a baseline of 7d or more"))
        }
        return warnings
    }
}

extension CanarySignal {
    fileprivate func warnings(at path: [String]) -> [Finding] {
        guard canarySelector == stableSelector else { return [] }
        return [.warning(path + ["canarySelector"], "selects the same series as stableSelector")]
    }
}
