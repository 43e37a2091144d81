import Detection
public import EvenkeelAPI
import JSONValue
public import KubernetesTypes

extension Explanation {
    public init(_ policy: RemediationPolicy, now: Timestamp) {
        let status = policy.status ?? RemediationPolicyStatus()
        let target = policy.spec.targetRef
        let health = policy.status == nil ? "not evaluated yet" : status.health.rawValue
        title = "\(policy.key): \(health), mode \(policy.spec.mode.rawValue), \(target.kind.rawValue) \(target.name)"
        sections = [
            Section(title: "Conditions", lines: Self.conditions(policy, status)),
            Self.seen(status.signals, now: now),
        ]
        for rule in policy.spec.rules {
            sections.append(Self.rule(rule, status.rules.first { $0.name == rule.name }, now: now))
        }
        if let scorecard = status.scorecard {
            sections.append(Section(title: "In hindsight", lines: [Line(scorecard.summary)]))
        }
        sections.append(
            Section(
                title: "Next",
                lines: [
                    Line(
                        "evaluated every \(policy.spec.interval); the numbers above are from the last change of a verdict"
                    ),
                    Line(
                        "kubectl annotate rpol/\(policy.metadata.name ?? "") evenkeel.dev/refresh=$(date +%s) --overwrite "
                            + "requests the current numbers"),
                ]))
    }

    private static func conditions(_ policy: RemediationPolicy, _ status: RemediationPolicyStatus) -> [Line] {
        var lines = status.conditions.filter { $0.status != .isTrue && $0.type != ConditionType.ready }.map {
            Line(
                "\($0.type) is \($0.status.rawValue): \($0.reason)\($0.message.isEmpty ? "" : ": \($0.message)")", .bad)
        }
        if policy.status == nil {
            lines.append(Line("there is no status: check that the operator runs and watches this namespace", .waiting))
        } else if let observed = status.observedGeneration, let newest = policy.metadata.generation, observed < newest {
            lines.append(Line("this status is based on an earlier version of the policy", .waiting))
        }
        if policy.spec.suspend { lines.append(Line("the policy is suspended (spec.suspend)", .waiting)) }
        return lines
    }

    private static func rule(_ rule: Rule, _ status: RuleStatus?, now: Timestamp) -> Section {
        guard let status else {
            return Section(title: "Rule \(rule.name)", lines: [Line("not evaluated yet", .waiting)])
        }
        let sure = status.confidence.map { ", confidence \($0)" } ?? ""
        let mark: Line.Mark =
            switch status.verdict {
            case .quiet: .good
            case .unknown, .watching: .waiting
            case .triggered: .bad
            }
        var lines = [Line("\(status.verdict.rawValue)\(sure): \(status.message)", mark)]
        if status.verdict == .quiet || status.verdict == .unknown {
            lines.append(Line("acts when \(rule.words)"))
        }
        lines += gates(status.gates, now: now)
        lines += changes(needed: status.gates).map { Line("required    \($0.text)") }
        return Section(title: "Rule \(rule.name)", lines: lines)
    }
}

extension Rule {
    fileprivate var words: String {
        let names = when.signals.joined(separator: ", ")
        let signals = when.signals.count == 1 ? "\(names) is" : "\(when.all != nil ? "all" : "any") of \(names) are"
        let evaluations = consecutive == 1 ? "1 evaluation" : "\(consecutive) consecutive evaluations"
        return "\(signals) unhealthy in \(evaluations) with a confidence of \(minimumConfidence)"
    }
}
