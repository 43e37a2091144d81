/// An alert that Alertmanager holds: firing, whether or not somebody is told of it.
public struct AlertmanagerAlert: Sendable, Hashable {
    public var labels: [String: String]
    /// Whether a silence or an inhibition keeps it from people. That does not make it end.
    public var isSuppressed: Bool

    public init(labels: [String: String], isSuppressed: Bool = false) {
        self.labels = labels
        self.isSuppressed = isSuppressed
    }
}

/// A time in which certain alerts are not told, set by a person.
public struct AlertmanagerSilence: Sendable, Hashable {
    public struct Matcher: Sendable, Hashable {
        public var name: String
        public var value: String
        /// A regular expression over the whole value.
        public var isRegex: Bool
        /// False turns it around.
        public var isEqual: Bool

        public init(name: String, value: String, isRegex: Bool = false, isEqual: Bool = true) {
            self.name = name
            self.value = value
            self.isRegex = isRegex
            self.isEqual = isEqual
        }
    }

    public var id: String
    /// All of them have to match.
    public var matchers: [Matcher]
    public var createdBy: String
    public var comment: String
    /// Seconds since 1970.
    public var endsAt: Double

    public init(id: String, matchers: [Matcher], createdBy: String, comment: String, endsAt: Double) {
        self.id = id
        self.matchers = matchers
        self.createdBy = createdBy
        self.comment = comment
        self.endsAt = endsAt
    }
}
