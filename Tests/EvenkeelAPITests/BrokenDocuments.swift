import JSONValue

/// A sample with one mistake, and what is said about it.
struct BrokenDocument: Sendable, CustomStringConvertible {
    var mistake: String
    var sample: String
    var edits: [Edit]
    /// Where the finding points, in Kubernetes' notation.
    var field: String
    /// The beginning of its message.
    var message: String

    init(_ mistake: String, in sample: String = "checkout", _ edits: Edit..., at field: String, says message: String) {
        self.mistake = mistake
        self.sample = sample
        self.edits = edits
        self.field = field
        self.message = message
    }

    var description: String { mistake }

    /// One mistake each; a real API server refuses every one of them too.
    static let all: [BrokenDocument] = shapes + bounds + signals + rules + sources + guardrails
}

extension BrokenDocument {
    static let shapes: [BrokenDocument] = [
        .init("no target", .remove("/spec/targetRef"), at: "spec.targetRef", says: "Required value"),
        .init("no spec", .remove("/spec"), at: "spec", says: "Required value"),
        .init("null for what is required", .set("/spec/signals", nil), at: "spec.signals", says: "Required value"),
        .init(
            "a misspelt mode", .set("/spec/mode", "shadow"), at: "spec.mode",
            says: #"Unsupported value: "shadow": supported values: "Observe", "Shadow", "Suggest", "Automatic""#),
        .init(
            "a text for a boolean", .set("/spec/suspend", "no"), at: "spec.suspend",
            says: #"Invalid value: "string": spec.suspend in body must be of type boolean: "string""#),
        .init(
            "a number for a text", .set("/spec/owner", 7), at: "spec.owner",
            says: #"Invalid value: "integer": spec.owner in body must be of type string: "integer""#),
        .init(
            "a number for a duration", .set("/spec/interval", 30), at: "spec.interval",
            says: #"Invalid value: "integer": spec.interval in body must be of type string: "integer""#),
        .init(
            "a duration without unit", .set("/spec/interval", "30"), at: "spec.interval",
            says: #"Invalid value: "30": spec.interval in body should match"#),
        .init(
            "a percentage without sign", .set("/spec/rules/0/minimumConfidence", "0.95"),
            at: "spec.rules[0].minimumConfidence",
            says: #"Invalid value: "0.95": spec.rules[0].minimumConfidence in body should match"#),
        .init(
            "an object for a list", .set("/spec/rules", [:]), at: "spec.rules",
            says: #"Invalid value: "object": spec.rules in body must be of type array: "object""#),
        .init(
            "an unknown field", .set("/spec/modee", "Shadow"), at: "spec.modee", says: "Unknown field"),
        .init(
            "a name that is no label", .set("/spec/signals/0/name", "Errors!"), at: "spec.signals[0].name",
            says: #"Invalid value: "Errors!": spec.signals[0].name in body should match"#),
        .init(
            "a kind that has no replicas", .set("/spec/targetRef/kind", "DaemonSet"), at: "spec.targetRef.kind",
            says: #"Unsupported value: "DaemonSet": supported values: "Deployment", "StatefulSet""#),
        .init(
            "an API version of another group", .set("/spec/targetRef/apiVersion", "v1"),
            at: "spec.targetRef.apiVersion", says: #"Unsupported value: "v1": supported values: "apps/v1""#),
        .init(
            "a fraction for a count", .set("/spec/rules/0/consecutive", 1.5), at: "spec.rules[0].consecutive",
            says: #"Invalid value: "number": spec.rules[0].consecutive in body must be of type integer: "number""#),
    ]

    static let bounds: [BrokenDocument] = [
        .init(
            "an interval of nothing", .set("/spec/interval", "0s"), at: "spec.interval",
            says: #"Invalid value: "0s": must be between 1s and 1h"#),
        .init(
            "an interval below a second", .set("/spec/interval", "999ms"), at: "spec.interval",
            says: #"Invalid value: "999ms": must be between 1s and 1h"#),
        .init(
            "an interval of a day", .set("/spec/interval", "1d"), at: "spec.interval",
            says: #"Invalid value: "1d": must be between 1s and 1h"#),
        .init(
            "a step above an hour", .set("/spec/signals/1/anomaly/step", "1h1ms"), at: "spec.signals[1].anomaly.step",
            says: #"Invalid value: "1h1ms": must be between 1s and 1h"#),
        .init(
            "no signals", .set("/spec/signals", []), .set("/spec/rules", []), at: "spec.signals",
            says: "Invalid value: 0: spec.signals in body should have at least 1 items"),
        .init(
            "no history at all", .set("/spec/history/limit", 0), at: "spec.history.limit",
            says: "Invalid value: 0: spec.history.limit in body should be greater than or equal to 1"),
        .init(
            "too long a history", .set("/spec/history/limit", 101), at: "spec.history.limit",
            says: "Invalid value: 101: spec.history.limit in body should be less than or equal to 100"),
        .init(
            "history for no time", .set("/spec/history/keepFor", "0d"), at: "spec.history.keepFor",
            says: #"Invalid value: "0d": must be longer than 0s"#),
        .init(
            "grading in no time", .set("/spec/gradeWithin", "0m0s"), at: "spec.gradeWithin",
            says: #"Invalid value: "0m0s": must be longer than 0s"#),
        .init(
            "no evaluations in a row", .set("/spec/rules/0/consecutive", 0), at: "spec.rules[0].consecutive",
            says: "Invalid value: 0: spec.rules[0].consecutive in body should be greater than or equal to 1"),
        .init(
            "an empty owner", .set("/spec/owner", ""), at: "spec.owner",
            says: #"Invalid value: "": spec.owner in body should be at least 1 chars long"#),
        .init(
            "a name longer than a label", .set("/spec/rules/2/name", .string(String(repeating: "a", count: 64))),
            at: "spec.rules[2].name", says: "Too long: may not be more than 63 bytes"),
        .init(
            "more signals than are kept", .set("/spec/signals", .array((0..<33).map(signal))), .set("/spec/rules", []),
            at: "spec.signals", says: "Too many: 33: must have at most 32 items"),
        .init(
            "an empty selector", .set("/spec/signals/3/canary/canarySelector", [:]),
            at: "spec.signals[3].canary.canarySelector",
            says: "Invalid value: 0: spec.signals[3].canary.canarySelector in body should have at least 1 properties"),
    ]

    private static func signal(_ number: Int) -> JSON {
        ["name": .string("signal-\(number)"), "workload": ["condition": "NotReady"]]
    }
}

extension BrokenDocument {
    static let signals: [BrokenDocument] = [
        .init(
            "a signal that is nothing", .remove("/spec/signals/2/workload"), at: "spec.signals[2]",
            says:
                "Invalid value: exactly one of errorRate, anomaly, workload, canary, alert, forecast, outlier is needed"
        ),
        .init(
            "a signal that is two things", .set("/spec/signals/0/workload", ["condition": "NotReady"]),
            at: "spec.signals[0]",
            says:
                "Invalid value: exactly one of errorRate, anomaly, workload, canary, alert, forecast, outlier is needed"
        ),
        .init(
            "two signals of one name", .set("/spec/signals/4/name", "errors"), at: "spec.signals[4]",
            says: #"Duplicate value: {"name":"errors"}"#),
        .init(
            "a signal without source", .remove("/spec/signals/0/errorRate/source"),
            at: "spec.signals[0].errorRate.source", says: "Required value"),
        .init(
            "an error limit of 250%", .set("/spec/signals/0/errorRate/limit", "250%"),
            at: "spec.signals[0].errorRate.limit", says: #"Invalid value: "250%": must be between 0% and 100%"#),
        .init(
            "a negative error limit", .set("/spec/signals/0/errorRate/limit", "-5%"),
            at: "spec.signals[0].errorRate.limit",
            says: #"Invalid value: "-5%": spec.signals[0].errorRate.limit in body should match"#),
        .init(
            "a margin of just over 100%", .set("/spec/signals/3/canary/margin", "100.001%"),
            at: "spec.signals[3].canary.margin", says: #"Invalid value: "100.001%": must be between 0% and 100%"#),
        .init(
            "a percentage without end", .set("/spec/signals/1/anomaly/minimumDeviation", "99999999%"),
            at: "spec.signals[1].anomaly.minimumDeviation",
            says: #"Invalid value: "99999999%": spec.signals[1].anomaly.minimumDeviation in body should match"#),
        .init(
            "no baseline", .set("/spec/signals/1/anomaly/baseline", "0s"), at: "spec.signals[1].anomaly.baseline",
            says: #"Invalid value: "0s": must be longer than 0s"#),
        .init(
            "an unknown failure", .set("/spec/signals/2/workload/condition", "OOMKiled"),
            at: "spec.signals[2].workload.condition", says: #"Unsupported value: "OOMKiled""#),
    ]

    static let rules: [BrokenDocument] = [
        .init(
            "a mode that acts without an owner", .set("/spec/mode", "Automatic"), .remove("/spec/owner"), at: "spec",
            says: "Invalid value: owner is required in mode Suggest and Automatic"),
        .init(
            "a mode that acts as nobody", .set("/spec/mode", "Suggest"), .remove("/spec/serviceAccountName"),
            at: "spec", says: "Invalid value: serviceAccountName is required in mode Suggest and Automatic"),
        .init(
            "a rule on a signal that is not there", .set("/spec/rules/0/when", ["any": ["errors", "latencies"]]),
            at: "spec.rules[0].when.any[1]",
            says: "Invalid value: rule undo-bad-release contains a signal that this policy does not have"),
        .init(
            "a rule on all and any", .set("/spec/rules/0/when/all", ["errors"]), at: "spec.rules[0].when",
            says: "Invalid value: exactly one of all, any is needed"),
        .init(
            "a rule on nothing", .set("/spec/rules/0/when", [:]), at: "spec.rules[0].when",
            says: "Invalid value: exactly one of all, any is needed"),
        .init(
            "a rule on no signals", .set("/spec/rules/0/when", ["any": []]), at: "spec.rules[0].when.any",
            says: "Invalid value: 0: spec.rules[0].when.any in body should have at least 1 items"),
        .init(
            "a rule on one signal twice", .set("/spec/rules/0/when", ["all": ["errors", "errors"]]),
            at: "spec.rules[0].when.all[1]", says: #"Duplicate value: "errors""#),
        .init(
            "two rules of one name", .set("/spec/rules/2/name", "undo-bad-release"), at: "spec.rules[2]",
            says: #"Duplicate value: {"name":"undo-bad-release"}"#),
        .init(
            "no action", .set("/spec/rules/0/action", [:]), at: "spec.rules[0].action",
            says: "Invalid value: exactly one of scale, restart, rollback is needed"),
        .init(
            "two actions", .set("/spec/rules/0/action/restart", [:]), at: "spec.rules[0].action",
            says: "Invalid value: exactly one of scale, restart, rollback is needed"),
        .init(
            "certainty", .set("/spec/rules/0/minimumConfidence", "100%"), at: "spec.rules[0].minimumConfidence",
            says: #"Invalid value: "100%": must be below 100%"#),
        .init(
            "more than certainty", .set("/spec/rules/0/minimumConfidence", "250%"),
            at: "spec.rules[0].minimumConfidence", says: #"Invalid value: "250%": must be below 100%"#),
        .init(
            "an approval below no confidence", .remove("/spec/rules/0/approval/confidence"),
            at: "spec.rules[0].approval", says: "Invalid value: confidence is required with mode BelowConfidence"),
        .init(
            "an approval confidence of 101%", .set("/spec/rules/0/approval/confidence", "101%"),
            at: "spec.rules[0].approval.confidence", says: #"Invalid value: "101%": must be between 0% and 100%"#),
        .init(
            "approvals that never count", .set("/spec/rules/0/approval/expiresAfter", "0s"),
            at: "spec.rules[0].approval.expiresAfter", says: #"Invalid value: "0s": must be longer than 0s"#),
        .init(
            "a scale between nothing", .set("/spec/rules/2/action/scale/minimum", 21),
            at: "spec.rules[2].action.scale", says: "Invalid value: minimum must not exceed maximum"),
        .init(
            "a scale to nothing", .set("/spec/rules/2/action/scale/minimum", 0),
            at: "spec.rules[2].action.scale.minimum",
            says: "Invalid value: 0: spec.rules[2].action.scale.minimum in body should be greater than or equal to 1"),
        .init(
            "a scale by nothing", .set("/spec/rules/2/action/scale/by", "-0.0%"), at: "spec.rules[2].action.scale.by",
            says: #"Invalid value: "-0.0%": must not be 0%"#),
        .init(
            "a scale without bound", .remove("/spec/rules/2/action/scale/maximum"),
            at: "spec.rules[2].action.scale.maximum", says: "Required value"),
        .init(
            "a revertAfter of nothing", .set("/spec/rules/2/action/scale/revertAfter", "0s"),
            at: "spec.rules[2].action.scale.revertAfter", says: #"Invalid value: "0s": must be longer than 0s"#),
        .init(
            "eleven pods away at once", .set("/spec/rules/1/action/restart/maximumUnavailable", 11),
            at: "spec.rules[1].action.restart.maximumUnavailable", says: "Invalid value: 11"),
        .init(
            "a limit that is no number", .remove("/spec/signals/1/anomaly"),
            .set("/spec/signals/1/forecast", ["source": "s", "query": "x", "limit": "ten"]),
            at: "spec.signals[1].forecast.limit", says: "Invalid value"),
        .init(
            "a gap of no time", .set("/spec/signals/0/quality", ["maximumGap": "0s"]),
            at: "spec.signals[0].quality.maximumGap", says: #"Invalid value: "0s": must be longer than 0s"#),
        .init(
            "no time to verify", .set("/spec/rules/0/verify/within", "0ms"), at: "spec.rules[0].verify.within",
            says: #"Invalid value: "0ms": must be longer than 0s"#),
    ]
}

extension BrokenDocument {
    static let sources: [BrokenDocument] =
        [
            .init(
                "a source that is nothing", in: "metricsource", .remove("/spec/prometheus"), at: "spec",
                says: "Invalid value: exactly one of prometheus, alertmanager, loki is needed"),
            .init(
                "a source that is two things", in: "metricsource", .set("/spec/loki", ["address": "http://loki"]),
                at: "spec",
                says: "Invalid value: exactly one of prometheus, alertmanager, loki is needed"),
            .init(
                "a source without address", in: "metricsource", .remove("/spec/prometheus/address"),
                at: "spec.prometheus.address", says: "Required value"),
            .init(
                "a request without time", in: "metricsource", .set("/spec/prometheus/timeout", "1ms"),
                at: "spec.prometheus.timeout", says: #"Invalid value: "1ms": must be between 100ms and 1m"#),
            .init(
                "everything is stale", in: "metricsource", .set("/spec/staleAfter", "0s"), at: "spec.staleAfter",
                says: #"Invalid value: "0s": must be longer than 0s"#),
            .init(
                "a namespace twice", in: "metricsource", .set("/spec/allowedNamespaces", ["shop", "shop"]),
                at: "spec.allowedNamespaces[1]", says: #"Duplicate value: "shop""#),
            .init(
                "a namespace pattern", in: "metricsource", .set("/spec/allowedNamespaces", ["shop-*"]),
                at: "spec.allowedNamespaces[0]",
                says: #"Invalid value: "shop-*": spec.allowedNamespaces[0] in body should match"#),
        ]
        + [
            "prometheus:9090", "ftp://prometheus", "http://", "http://user:secret@prometheus", "http://prom?query=x",
            "http://prom#x", "http://prom etheus", "http://prom/\n",
        ].map { address in
            .init(
                "the address \(address)", in: "metricsource", .set("/spec/prometheus/address", .string(address)),
                at: "spec.prometheus.address", says: "Invalid value: must be an http or https URL")
        }

    static let guardrails: [BrokenDocument] =
        [
            .init(
                "a breaker above the whole fleet", in: "guardrail",
                .set("/spec/circuitBreaker/unhealthyTargets", "130%"),
                at: "spec.circuitBreaker.unhealthyTargets", says: #"Invalid value: "130%": must be between 0% and 100%"#
            ),
            .init(
                "a window of no length", in: "guardrail", .set("/spec/freezeWindows/0/duration", "0h"),
                at: "spec.freezeWindows[0].duration", says: #"Invalid value: "0h": must be longer than 0s"#),
            .init(
                "an exception that is no action", in: "guardrail", .set("/spec/freezeWindows/0/allow/0", "Scaleup"),
                at: "spec.freezeWindows[0].allow[0]", says: #"Unsupported value: "Scaleup""#),
            .init(
                "a time zone with blanks", in: "guardrail", .set("/spec/freezeWindows/0/timeZone", "Europe / Berlin"),
                at: "spec.freezeWindows[0].timeZone", says: #"Invalid value: "Europe / Berlin""#),
            .init(
                "a budget of nothing", in: "guardrail", .set("/spec/budgets/concurrent", 0),
                at: "spec.budgets.concurrent",
                says: "Invalid value: 0: spec.budgets.concurrent in body should be greater than or equal to 1"),
        ]
        + [
            "0 18 * *  ", "60 18 * * FRI", "0 24 * * *", "0 18 0 * *", "0 18 * 13 *", "0 18 * * FRY", "@weekly   ",
            "0 18 * * * *",
        ]
        .map { schedule in
            .init(
                "the schedule \(schedule)", in: "guardrail", .set("/spec/freezeWindows/0/schedule", .string(schedule)),
                at: "spec.freezeWindows[0].schedule",
                says: "Invalid value: \(JSON.string(schedule).serializedString): must be a cron schedule of five fields"
            )
        }
}
