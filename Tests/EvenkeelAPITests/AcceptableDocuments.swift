import JSONValue

/// A sample with a change that is allowed, often just inside a bound whose other side is in ``BrokenDocument``.
struct AcceptableDocument: Sendable, CustomStringConvertible {
    var change: String
    var sample: String
    var edits: [Edit]

    init(_ change: String, in sample: String = "checkout", _ edits: Edit...) {
        self.change = change
        self.sample = sample
        self.edits = edits
    }

    var description: String { change }

    static let all: [AcceptableDocument] = policies + clusterWide

    private static let policies: [AcceptableDocument] = [
        .init("an interval of a second", .set("/spec/interval", "1s")),
        .init("an interval of an hour", .set("/spec/interval", "60m")),
        .init("an interval of one and a half seconds", .set("/spec/interval", "1.5s")),
        .init("a limit of 0%", .set("/spec/signals/0/errorRate/limit", "0%")),
        .init("a limit of 100%", .set("/spec/signals/0/errorRate/limit", "100.000%")),
        .init("confidence just below certainty", .set("/spec/rules/0/minimumConfidence", "99.999999%")),
        .init("a deviation above 100%", .set("/spec/signals/1/anomaly/minimumDeviation", "250%")),
        .init("an approval always asked for", .set("/spec/rules/0/approval", ["mode": "Always"])),
        .init("an approval below 100%", .set("/spec/rules/0/approval/confidence", "100%")),
        .init("as few replicas as many", .set("/spec/rules/2/action/scale/minimum", 20)),
        .init("fewer replicas", .set("/spec/rules/2/action/scale/by", "-25.5%")),
        .init(
            "limits of quality",
            .set(
                "/spec/signals/0/quality",
                ["staleAfter": "5m", "sampledAt": "max(timestamp(up))", "maximumGap": "10m", "maximumMissing": "0%"])),
        .init(
            "a forecast", .remove("/spec/signals/1/anomaly"),
            .set("/spec/signals/1/forecast", ["source": "default", "query": "x", "limit": "-1.5Gi"])),
        .init(
            "an outlier", .remove("/spec/signals/1/anomaly"),
            .set("/spec/signals/1/outlier", ["source": "default", "query": "x"])),
        .init("a canary's latency", .set("/spec/signals/3/canary/latency", ["query": "x", "critical": true])),
        .init(
            "silences", in: "guardrail", .set("/spec/silences", ["source": "alerts", "labels": ["cluster": "prod"]])),
        .init("no rules", .set("/spec/rules", [])),
        .init("a null where nothing need be", .set("/spec/owner", nil)),
        .init("a null where a default is", .set("/spec/interval", nil)),
        .init("an owner, an account, and Automatic", .set("/spec/mode", "Automatic")),
        .init("an integer that is written as a float", .set("/spec/rules/0/consecutive", 2.0)),
        .init("a name of 63 characters", .set("/spec/rules/2/name", .string(String(repeating: "a", count: 63)))),
        .init("a history of a year", .set("/spec/history/keepFor", "365d")),
        .init("no time in a row", .set("/spec/signals/2/workload/for", "0s")),
        .init("a restart by default", .set("/spec/rules/1/action/restart", [:])),
        .init("a stateful set", .set("/spec/targetRef/kind", "StatefulSet")),
        .init("a target by its name", .set("/spec/targetRef", ["name": "checkout"])),
    ]

    private static let clusterWide: [AcceptableDocument] =
        ["https://prometheus", "http://10.0.0.1:9090/prometheus/", "http://[fd00::1]:9090", "https://a.b-c_d/x/y"].map {
            .init("the address \($0)", in: "metricsource", .set("/spec/prometheus/address", .string($0)))
        }
        + ["*/5 * * * *", "0,30 0-6 1-15/2 JAN-MAR MON-FRI", "59 23 31 12 7", "0  18 * * FRI"].map {
            .init("the schedule \($0)", in: "guardrail", .set("/spec/freezeWindows/0/schedule", .string($0)))
        } + [
            .init("a guardrail that only pauses", in: "guardrail", .set("/spec", ["paused": true])),
            .init("a breaker by default", in: "guardrail", .set("/spec/circuitBreaker", [:])),
            .init("a null among labels", in: "guardrail", .set("/spec/namespaceSelector/matchLabels/env", nil)),
            .init("a window in UTC", in: "guardrail", .remove("/spec/freezeWindows/0/timeZone")),
            .init("the shortest timeout", in: "metricsource", .set("/spec/prometheus/timeout", "100ms")),
            .init("no namespaces", in: "metricsource", .set("/spec/allowedNamespaces", [])),
        ]
}
