public import EvenkeelAPI
public import KubernetesTypes
public import TimeSeries

/// A question to a metric source, part of an evaluation.
public struct Query: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable {
        case errors, requests, value, alerts
        /// Of a canary and of what it is compared with.
        case latency
        /// Of an Alertmanager, for a guardrail; the query's `signal` is then `Query.silences(of:)`.
        case silences
        /// When the newest sample behind the signal was taken, in seconds since 1970.
        case sampledAt
    }

    public enum Kind: Sendable, Hashable {
        /// At the time of the evaluation.
        case instant
        /// Of a plain selector: the raw samples of the last so many seconds before the evaluation, with their own times.
        case samples(seconds: Double)
        /// Points from `from` to `to`, both included, each `step` seconds.
        case range(from: Timestamp, to: Timestamp, step: Double)
    }

    public var signal: String
    public var role: Role
    /// The name of a MetricSource.
    public var source: String
    public var expression: String
    public var kind: Kind
    /// Of alerts: the labels that they have to have, for a source without expressions.
    public var labels: [String: String]

    public init(
        signal: String, role: Role, source: String, expression: String, kind: Kind, labels: [String: String] = [:]
    ) {
        self.signal = signal
        self.role = role
        self.source = source
        self.expression = expression
        self.kind = kind
        self.labels = labels
    }

    /// What an API of Prometheus is asked for raw samples: the expression with its range.
    public var rangeSelector: String {
        guard case .samples(let seconds) = kind else { return expression }
        return "\(expression)[\(Int(seconds.rounded(.up)))s]"
    }

    /// Not a signal's name, which holds no slash.
    public static func silences(of guardrail: String) -> String { "guardrail/\(guardrail)" }
}

public struct Answer: Sendable, Hashable {
    public enum Content: Sendable, Hashable, Codable {
        case series([Series])
        /// The answer to a question for silences.
        case silences([Silence])
        /// The source gave no usable answer. The sentence says what happened and what to do.
        case failed(String)
        /// The source is there and refuses the question itself, so that asking it again does not help.
        case rejected(String)
    }

    public var signal: String
    public var role: Query.Role
    public var content: Content
    /// The source's own warnings: the answer may be incomplete.
    public var warnings: [String]

    public init(signal: String, role: Query.Role, content: Content, warnings: [String] = []) {
        self.signal = signal
        self.role = role
        self.content = content
        self.warnings = warnings
    }
}

/// What a shell is to read and to query for one evaluation.
public struct EvaluationRequest: Sendable, Hashable {
    public var policy: ObjectKey
    public var target: TargetReference
    /// Instant queries are asked as of this time.
    public var at: Timestamp
    public var queries: [Query]
    /// The MetricSources that the queries name, resolved when the evaluation began.
    public var sources: [String: MetricSourceSpec]
    /// What the rules may change beside the target, in the policy's namespace.
    public var canaries: [Canary]

    public init(
        policy: ObjectKey, target: TargetReference, at: Timestamp, queries: [Query],
        sources: [String: MetricSourceSpec] = [:],
        canaries: [Canary] = []
    ) {
        self.policy = policy
        self.target = target
        self.at = at
        self.queries = queries
        self.sources = sources
        self.canaries = canaries
    }
}

/// What a shell saw.
public struct Evaluation: Sendable, Hashable {
    public var policy: ObjectKey
    /// The request's own time. The target is as it was then or later, never earlier.
    public var at: Timestamp
    public var target: TargetSnapshot
    public var answers: [Answer]

    public init(policy: ObjectKey, at: Timestamp, target: TargetSnapshot, answers: [Answer]) {
        self.policy = policy
        self.at = at
        self.target = target
        self.answers = answers
    }
}

extension Evaluation {
    /// Without the samples, which are judged by now: of a baseline there are thousands.
    var remembered: Evaluation {
        var evaluation = self
        evaluation.answers.removeAll { $0.role != .silences }
        return evaluation
    }
}
