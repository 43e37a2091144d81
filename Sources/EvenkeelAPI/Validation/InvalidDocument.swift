/// An error for a document that is not a valid resource.
public struct InvalidDocument: Error, Sendable, Hashable {
    /// The maximum number of findings.
    public static let limit = 10

    /// `RemediationPolicy shop/checkout`.
    public var subject: String
    /// The first errors, ten at most, in the order of the document.
    public var findings: [Finding]
    /// The total number of errors.
    public var count: Int

    init(subject: String, errors: [Finding]) {
        self.subject = subject
        findings = Array(errors.prefix(Self.limit))
        count = errors.count
    }
}

extension InvalidDocument: CustomStringConvertible {
    /// One line for each finding, below a line that names the document.
    public var description: String {
        let lines = findings.map { "  " + $0.description }
        let more = count > findings.count ? ["  and \(count - findings.count) more"] : []
        return (["\(subject) is invalid:"] + lines + more).joined(separator: "\n")
    }

    /// The same on one line, for conditions and logs.
    public var sentence: String {
        let more = count > findings.count ? " (and \(count - findings.count) more)" : ""
        return findings.map(\.description).joined(separator: ". ") + more
    }
}
