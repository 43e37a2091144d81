public import KubernetesTypes

/// A silence in force, as an Alertmanager has it: somebody knows, and is at work.
public struct Silence: Sendable, Hashable, Codable {
    public struct Matcher: Sendable, Hashable, Codable {
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
    public var endsAt: Timestamp

    public init(id: String, matchers: [Matcher], createdBy: String, comment: String, endsAt: Timestamp) {
        self.id = id
        self.matchers = matchers
        self.createdBy = createdBy
        self.comment = comment
        self.endsAt = endsAt
    }
}
