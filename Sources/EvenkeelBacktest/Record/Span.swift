public import KubernetesTypes

/// From a beginning to an end; both are inside.
public struct Span: Sendable, Hashable {
    public var from: Timestamp
    public var to: Timestamp

    public init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = to
    }

    /// In seconds.
    public var length: Double { max(0, to - from) }

    public func contains(_ time: Timestamp) -> Bool { from <= time && time <= to }

    /// The seconds that both have in common.
    public func overlap(_ other: Span) -> Double { max(0, min(to, other.to) - max(from, other.from)) }

    func touches(_ other: Span) -> Bool { from <= other.to && other.from <= to }
}
