import JSONValue

/// Mistakes that the API server accepts and that CEL cannot express.
extension RemediationPolicy {
    var warnings: [Finding] {
        spec.ownWarnings + spec.signals.enumerated().flatMap { $1.warnings(at: ["spec", "signals", "\($0)"]) }
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
        let recovered = TimeSpan.seconds(pace.time.seconds * Double(rule.verify.recovered))
        if recovered > within {
            warnings.append(
                .warning(
                    path + ["verify", "within"],
                    "\(rule.verify.recovered) healthy evaluations take \(recovered) \(pace.words), longer than \(within): "
                        + "Evenkeel would undo every change",
                    "verify for \(recovered) or longer\(pace.time > interval ? ", or shorten the window" : "")"))
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
        if let canary = rule.action.rollback?.canary?.deployment, canary == targetRef.name {
            return [
                .warning(
                    path + ["rollback", "canary", "deployment"],
                    "the canary is the target itself, which is the stable version: every plan is refused")
            ]
        }
        if rule.action.restart != nil, targetRef.kind == .statefulSet, rule.action.restart?.ordered == false {
            return [
                .warning(
                    path + ["restart"], "the pods of a StatefulSet restart only in order: every plan is refused",
                    "set ordered: true")
            ]
        }
        if rule.action.rollback != nil, rule.action.rollback?.canary == nil, targetRef.kind == .statefulSet {
            return [
                .warning(
                    path + ["rollback"], "a \(targetRef.kind.rawValue) cannot be rolled back: every plan is refused")
            ]
        }
        if rule.action.restart?.pods == .unhealthy, !hasWorkloadSignal(rule) {
            return [
                .warning(
                    path + ["restart", "pods"],
                    "the rule has no workload signal that reports unhealthy pods: no pod would be restarted",
                    "add a workload signal, or restart Outliers or All")
            ]
        }
        if rule.action.restart?.pods == .outliers, !signals.contains(where: { isOf(rule, $0) && $0.outlier != nil }) {
            return [
                .warning(
                    path + ["restart", "pods"],
                    "the rule has no outlier signal that reports outliers: no pod would be restarted",
                    "add an outlier signal, or restart Unhealthy or All")
            ]
        }
        return []
    }

    private func isOf(_ rule: Rule, _ signal: Signal) -> Bool { rule.when.signals.contains(signal.name) }

    private func hasWorkloadSignal(_ rule: Rule) -> Bool {
        signals.contains { rule.when.signals.contains($0.name) && $0.workload != nil }
    }
}
