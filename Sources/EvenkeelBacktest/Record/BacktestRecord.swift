public import EvenkeelAPI
public import EvenkeelEngine
public import KubernetesTypes

/// Everything that a run through the past left behind.
public struct BacktestRecord: Sendable {
    public internal(set) var range: Span
    public internal(set) var policies: [RemediationPolicy]
    public internal(set) var decisions: [Decision] = []
    public internal(set) var rules: [RuleHistory] = []
    public internal(set) var readings: [Readings] = []
    public internal(set) var events: [EventRecord] = []
    public internal(set) var evaluations = 0
    /// What a reader should know of the data and of what was assumed.
    public internal(set) var notices: [String] = []

    public func decisions(of policy: ObjectKey) -> [Decision] { decisions.filter { $0.policy == policy } }
    public func readings(of policy: ObjectKey) -> [Readings] { readings.filter { $0.policy == policy } }
}

/// Something that went wrong in the past, as people or alerts recorded it.
public struct Incident: Sendable, Hashable {
    public var span: Span
    public var name: String

    public init(span: Span, name: String) {
        self.span = span
        self.name = name
    }

    /// The order of a report.
    public static func isBefore(_ left: Incident, _ right: Incident) -> Bool {
        (left.span.from, left.span.to, left.name) < (right.span.from, right.span.to, right.name)
    }
}
