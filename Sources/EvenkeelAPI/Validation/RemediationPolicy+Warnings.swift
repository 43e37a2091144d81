import JSONValue

/// Mistakes that the API server accepts and that CEL cannot express.
extension RemediationPolicy {
    /// - Parameter logQLSources: the MetricSources that are known to answer LogQL.
    func warnings(logQLSources: Set<String>) -> [Finding] {
        spec.ownWarnings
            + spec.signals.enumerated().flatMap { index, signal in
                let path = ["spec", "signals", "\(index)"]
                let isLogQL = signal.source.map(logQLSources.contains) ?? false
                return signal.queryFindings(at: path, isLogQL: isLogQL) + signal.warnings(at: path)
            }
            + spec.rules.enumerated().flatMap { spec.warnings(of: $1, at: ["spec", "rules", "\($0)"]) }
    }
}

extension Finding {
    static func warning(_ path: [String], _ message: String, _ advice: String? = nil) -> Finding {
        Finding(severity: .warning, pointer: JSONPointer(path), message: message, advice: advice)
    }
}

extension RemediationPolicySpec {
    fileprivate var ownWarnings: [Finding] {
        var warnings: [Finding] = []
        if owner == nil, mode == .observe || mode == .shadow {
            warnings.append(
                .warning(["spec", "owner"], "no owner is set", "owner is required in mode Suggest and Automatic"))
        }
        if rules.isEmpty, mode != .observe {
            warnings.append(
                .warning(["spec", "rules"], "mode \(mode.rawValue) without rules is the same as mode Observe"))
        }
        return warnings
    }

    fileprivate func warnings(of rule: Rule, at path: [String]) -> [Finding] {
        timeWarnings(rule, path) + approvalWarnings(rule, path)
            + actionWarnings(rule, path)
    }

    private func timeWarnings(_ rule: Rule, _ path: [String]) -> [Finding] {
        var warnings: [Finding] = []
        let (pace, within) = (pace(of: rule), rule.verify.within)
        let needed = recoveredNeeded(rule)
        let recovered = TimeSpan.seconds(pace.time.seconds * Double(needed))
        // The last of them must have been seen before the time is over.
        let enough = TimeSpan.seconds(recovered.seconds + interval.seconds)
        if enough > within {
            warnings.append(
                .warning(
                    path + ["verify", "within"],
                    "\(needed) healthy evaluations take \(recovered) \(pace.words), and Evenkeel sees the last one up to "
                        + "\(interval) later, after \(within): it would undo changes that helped",
                    "verify for \(enough) or longer\(pace.time > interval ? ", or shorten the window" : "")"))
        }
        let streak = TimeSpan.seconds(pace.time.seconds * Double(rule.consecutive))
        if streak > within, rule.consecutive > 1 || pace.time == interval {
            warnings.append(
                .warning(
                    path + ["consecutive"],
                    "\(rule.consecutive) evaluations take \(streak), longer than the \(within) of the verification: the "
                        + "change can succeed before the signals can become unhealthy again"))
        }
        if rule.approval.expiresAfter < interval {
            warnings.append(
                .warning(
                    path + ["approval", "expiresAfter"],
                    "approvals expire after \(rule.approval.expiresAfter), before the next evaluation after \(interval)"
                ))
        }
        return warnings
    }

    /// The time between two evaluations that count: the interval, or a longer window, because overlapping windows
    /// contain the same data and count once.
    private func pace(of rule: Rule) -> (time: TimeSpan, words: String) {
        let windows = signals.filter { rule.when.signals.contains($0.name) }.map { ($0.name, $0.window) }
        guard let (name, window) = windows.max(by: { $0.1 < $1.1 }), window > interval else {
            return (interval, "at an interval of \(interval)")
        }
        return (window, "because overlapping windows count once and the window of \(name) is \(window)")
    }

    private func approvalWarnings(_ rule: Rule, _ path: [String]) -> [Finding] {
        guard let confidence = rule.approval.confidence else { return [] }
        let path = path + ["approval", "confidence"]
        if rule.approval.mode != .belowConfidence {
            return [
                .warning(path, "has no effect in mode \(rule.approval.mode.rawValue)", "set mode to BelowConfidence")
            ]
        }
        guard confidence <= rule.minimumConfidence else { return [] }
        return [
            .warning(
                path,
                "no plan requires an approval: the rule requires a confidence of \(rule.minimumConfidence)")
        ]
    }

    private func actionWarnings(_ rule: Rule, _ path: [String]) -> [Finding] {
        let path = path + ["action"]
        return switch rule.action.kind {
        case .restart(let restart): warnings(of: restart, rule, path + ["restart"])
        case .rollback(let rollback): warnings(of: rollback, path + ["rollback"])
        case .scale, nil: []
        }
    }

    private func warnings(of rollback: RollbackAction, _ path: [String]) -> [Finding] {
        if let canary = rollback.canary?.deployment, canary == targetRef.name {
            return [
                .warning(
                    path + ["canary", "deployment"],
                    "the canary is the target itself, which is the stable version: every plan is refused")
            ]
        }
        guard rollback.canary == nil, targetRef.kind == .statefulSet else { return [] }
        return [.warning(path, "a \(targetRef.kind.rawValue) cannot be rolled back: every plan is refused")]
    }

    private func warnings(of restart: RestartAction, _ rule: Rule, _ path: [String]) -> [Finding] {
        if targetRef.kind == .statefulSet, !restart.ordered {
            return [
                .warning(
                    path, "the pods of a StatefulSet restart only in order: every plan is refused", "set ordered: true")
            ]
        }
        let named = signals.filter { rule.when.signals.contains($0.name) }
        switch restart.pods {
        case .unhealthy where !named.contains(where: { $0.workloadCondition != nil }):
            return [
                .warning(
                    path + ["pods"],
                    "the rule has no workload signal that reports unhealthy pods: no pod would be restarted",
                    "add a workload signal, or restart Outliers or All")
            ]
        case .outliers where !named.contains(where: \.findsOutliers):
            return [
                .warning(
                    path + ["pods"],
                    "the rule has no outlier signal that reports outliers: no pod would be restarted",
                    "add an outlier signal, or restart Unhealthy or All")
            ]
        case .unhealthy, .outliers, .all: return []
        }
    }
}

extension Signal {
    fileprivate var findsOutliers: Bool {
        switch kind {
        case .outlier: true
        case .errorRate, .anomaly, .workload, .canary, .alert, .forecast, nil: false
        }
    }
}
