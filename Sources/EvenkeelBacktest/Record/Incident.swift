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
