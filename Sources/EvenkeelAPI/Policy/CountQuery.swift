import PromQL

/// What the query of a number of requests or errors counts.
public enum CountQuery: Sendable, Hashable {
    /// A plain selector of counters, whose raw samples are read.
    case counters(selector: String)
    /// The value times the factor is the count of a window of so many seconds; of zero where none is named.
    case window(expression: String, factor: Double, seconds: Double)
    /// It counts nothing. The sentence says why, and what to write instead.
    case unusable(expression: String, problem: String)

    /// Expressions that are no PromQL, such as LogQL, and those whose meaning the form does not tell count their window.
    public init(_ text: String) {
        let parsed = try? PromQLExpression(parsing: text)
        let shape = parsed?.shape
        if case .number = parsed {
            self = .unusable(expression: text, problem: "a constant counts nothing; write a counter of requests")
        } else if let problem = shape?.problemOfCount {
            self = .unusable(expression: text, problem: problem)
        } else if let selector = shape?.counters {
            self = .counters(selector: "\(selector)")
        } else {
            let window = shape?.window.map { Double($0.components.seconds) }
            self = .window(
                expression: text, factor: (shape?.secondsOfRate ?? 1) / (shape?.countFactor ?? 1),
                seconds: window ?? RangeSelector.longest(in: text).seconds)
        }
    }

    public var expression: String {
        switch self {
        case .counters(let selector): selector
        case .window(let expression, _, _), .unusable(let expression, _): expression
        }
    }

    /// By which the value of the expression is multiplied.
    public var factor: Double { if case .window(_, let factor, _) = self { factor } else { 1 } }

    /// Seconds until an evaluation has other data than the one before.
    public var window: Double { if case .window(_, _, let seconds) = self { seconds } else { 0 } }

    public var isOfCounters: Bool { if case .counters = self { true } else { false } }

    public var problem: String? { if case .unusable(_, let problem) = self { problem } else { nil } }
}

/// Of errors and of the requests that they are among.
public struct CountQueries: Sendable, Hashable {
    public let errors: CountQuery
    public let requests: CountQuery

    public init(errors: String, requests: String) {
        (self.errors, self.requests) = (CountQuery(errors), CountQuery(requests))
    }

    /// Whether the raw samples of both are read.
    public var areCounters: Bool { errors.isOfCounters && requests.isOfCounters }

    /// Seconds until an evaluation has other data than the one before.
    public var window: Double { max(errors.window, requests.window) }

    /// Why no error rate can be made of them; `nil` if one can.
    public var problem: String? {
        if let problem = errors.problem { return "errors: \(problem)" }
        if let problem = requests.problem { return "requests: \(problem)" }
        guard errors.isOfCounters == requests.isOfCounters else {
            return "errors and requests must have the same form: write both as plain counters, or both with increase()"
        }
        let windows = [errors.window, requests.window]
        guard windows.contains(0) || windows[0] == windows[1] else {
            return
                "errors count \(TimeSpan.seconds(windows[0])) and requests \(TimeSpan.seconds(windows[1])): write the same "
                + "window in both, or plain counters"
        }
        return nil
    }
}

extension ErrorRateSignal {
    public var counts: CountQueries { CountQueries(errors: errors, requests: requests) }
}

extension CanarySignal {
    public var counts: CountQueries { CountQueries(errors: errors, requests: requests) }
}

extension RemediationPolicySpec {
    /// Healthy evaluations in a row after which the signals of a rule have recovered.
    public func recoveredNeeded(_ rule: Rule) -> Int { rule.verify.recovered ?? (provesRecovery(rule) ? 1 : 3) }

    /// Whether all signals of the rule prove a recovery by the same test as an incident.
    public func provesRecovery(_ rule: Rule) -> Bool {
        rule.when.signals.allSatisfy { name in signals.contains { $0.name == name && $0.provesRecovery } }
    }
}

extension Signal {
    /// Whether the raw samples of counters are read.
    public var readsCounters: Bool {
        switch kind {
        case .errorRate(let signal): signal.counts.areCounters
        case .canary(let signal): signal.counts.areCounters
        case .anomaly, .workload, .alert, .forecast, .outlier, nil: false
        }
    }

    public var provesRecovery: Bool {
        guard case .errorRate(let signal) = kind else { return false }
        return signal.test == .sequential && signal.counts.areCounters
    }
}

extension PromQLShape {
    /// Plain counters, a series each.
    fileprivate var counters: PromQLExpression.Selector? {
        switch self {
        case .counterSelector(let selection): selection.selector
        case .gauge(let selection): selection.isWellKnownCounter ? selection.selector : nil
        case .rawCounters, .increase, .rate, .ratio, .recordingRule, .other: nil
        }
    }

    /// The window of a rate, in seconds: what makes a count of it.
    fileprivate var secondsOfRate: Double? {
        switch self {
        case .rate(let sum): return sum.window.map { Double($0.components.seconds) }
        case .recordingRule(let rule) where rule.operation == .rate:
            return rule.window.map { Double($0.components.seconds) }
        case .counterSelector, .rawCounters, .increase, .ratio, .gauge, .recordingRule, .other: return nil
        }
    }

    /// By which a person has multiplied the count, as in `60 * rate(...)`; 1 where the terms differ.
    fileprivate var countFactor: Double? {
        switch self {
        case .increase(let sum), .rate(let sum):
            let factors = Set(sum.terms.map(\.factor.magnitude))
            return factors.first.flatMap { factors.count == 1 && $0 > 0 && $0.isFinite ? $0 : nil }
        case .recordingRule(let rule): return rule.factor > 0 && rule.factor.isFinite ? rule.factor : nil
        case .counterSelector, .rawCounters, .ratio, .gauge, .other: return nil
        }
    }

    fileprivate var problemOfCount: String? {
        switch self {
        case .ratio(let ratio): return ratio.problem
        case .recordingRule(let rule) where rule.isRatio:
            return "\(rule.selection.selector) is a ratio by its name; write the two counts that it is made of"
        case .gauge(let selection) where !selection.isWellKnownCounter:
            return
                "\(selection.selector) is a gauge by its name, and counts nothing; write a counter, whose name ends in _total, or "
                + "increase(\(selection.selector)[1m]) if it is one"
        case .rawCounters(let sum):
            let selectors = sum.terms.map { "\($0.selector)" }.joined(separator: " and ")
            return "the sum of a counter counts since the processes began; write \(selectors) without sum(), since "
                + "Evenkeel adds the series itself"
        case .counterSelector(let selection), .gauge(let selection):
            return selection.modifiers.isPresent
                ? nil
                : "raw samples are read at the time of the evaluation; remove offset and @ from \(selection.selector)"
        case .rate(let sum) where sum.terms.contains(where: \.reading.isOfTwoSamples):
            return "irate looks at two samples of its window only; write rate, or the plain counter"
        case .increase, .rate, .recordingRule, .other: return nil
        }
    }
}

extension CounterSum.Reading {
    fileprivate var isOfTwoSamples: Bool { if case .irate = self { true } else { false } }
}

extension CounterRatio {
    fileprivate var problem: String {
        let parts = [numerator, denominator].map { $0.selectors.map { "\($0)" }.joined(separator: " and ") }
        return "a ratio does not say how many requests it is made of; write errors: '\(parts[0])' and requests: "
            + "'\(parts[1])'"
    }
}

extension PromQLExpression.InstantSelector {
    fileprivate var isWellKnownCounter: Bool { selector.metricName.map(Self.wellKnownCounters.contains) ?? false }

    /// Counters of well-known software whose names do not end in `_total`.
    /// Sources: ingress-nginx, "Monitoring"; Envoy, "Cluster manager: statistics" and "HTTP connection manager: statistics".
    private static let wellKnownCounters: Set<String> = [
        "nginx_ingress_controller_requests", "envoy_cluster_upstream_rq", "envoy_cluster_upstream_rq_xx",
        "envoy_cluster_external_upstream_rq", "envoy_cluster_external_upstream_rq_xx", "envoy_http_downstream_rq_xx",
    ]
}
