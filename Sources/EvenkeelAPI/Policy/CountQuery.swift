import PromQL

/// What the query of a number of requests or errors counts.
public enum CountQuery: Sendable, Hashable {
    /// A plain selector of counters, whose raw samples are read.
    case counters(selector: String)
    /// The value times the factor is the count of a window that the expression names.
    case window(expression: String, factor: Double)

    /// Expressions that are no PromQL, such as LogQL, and those whose meaning the form does not tell count their window.
    public init(_ text: String) {
        let shape = (try? PromQLExpression(parsing: text))?.shape
        self = shape.flatMap { Self.read($0) } ?? .window(expression: text, factor: 1)
        if case .window(_, let factor) = self { self = .window(expression: text, factor: factor) }
    }

    private static func read(_ shape: PromQLShape) -> CountQuery? {
        if let selection = shape.counters { return .counters(selector: "\(selection)") }
        guard case .rate(let sum) = shape, let window = sum.window else { return nil }
        return .window(expression: "", factor: Double(window.components.seconds))
    }

    public var expression: String {
        switch self {
        case .counters(let selector): selector
        case .window(let expression, _): expression
        }
    }

    /// By which the value of the expression is multiplied.
    public var factor: Double {
        switch self {
        case .counters: 1
        case .window(_, let factor): factor
        }
    }

    public var isOfCounters: Bool { if case .counters = self { true } else { false } }
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
}

extension ErrorRateSignal {
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
    public var provesRecovery: Bool {
        guard case .errorRate(let signal) = kind else { return false }
        return signal.test == .sequential && signal.counts.areCounters
    }
}

extension PromQLShape {
    /// Plain counters, a series each. A sum over what is counted since the process began is read as its counters.
    fileprivate var counters: PromQLExpression.Selector? {
        switch self {
        case .counterSelector(let selection), .gauge(let selection):
            guard selection.modifiers == .init(), isCounter(selection.selector) else { return nil }
            return selection.selector
        case .rawCounters, .increase, .rate, .ratio, .recordingRule, .other: return nil
        }
    }

    private func isCounter(_ selector: PromQLExpression.Selector) -> Bool {
        if case .counterSelector = self { return true }
        return selector.metricName.map(Self.countersByName.contains) ?? false
    }

    /// Counters of well-known software whose names do not end in `_total`.
    /// Sources: ingress-nginx, "Prometheus metrics"; Envoy, "Upstream cluster statistics" and "HTTP connection manager".
    private static let countersByName: Set<String> = [
        "nginx_ingress_controller_requests", "envoy_cluster_upstream_rq", "envoy_cluster_upstream_rq_xx",
        "envoy_cluster_external_upstream_rq", "envoy_cluster_external_upstream_rq_xx", "envoy_http_downstream_rq_xx",
    ]
}
