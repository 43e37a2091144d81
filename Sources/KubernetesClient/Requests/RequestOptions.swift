/// What any request may have.
public struct RequestOptions: Sendable, Hashable {
    /// What the API server does with unknown and duplicate fields.
    public enum FieldValidation: String, Sendable, Hashable {
        case ignore = "Ignore"
        case warn = "Warn"
        case strict = "Strict"
    }

    /// The server goes all the way, admission included, but stores nothing.
    public var isDryRun: Bool
    /// Instead of the configuration's impersonation.
    public var impersonate: ImpersonatedUser?
    /// Who owns the fields that are written.
    public var fieldManager: String?
    public var fieldValidation: FieldValidation?
    /// From start to end; `nil` for the client's default.
    public var timeout: Duration?

    public init(
        isDryRun: Bool = false, impersonate: ImpersonatedUser? = nil, fieldManager: String? = nil,
        fieldValidation: FieldValidation? = nil, timeout: Duration? = nil
    ) {
        self.isDryRun = isDryRun
        self.impersonate = impersonate
        self.fieldManager = fieldManager
        self.fieldValidation = fieldValidation
        self.timeout = timeout
    }

    func addQuery(to query: inout URLQuery) {
        if isDryRun { query.add("dryRun", "All") }
        query.add("fieldManager", fieldManager)
        query.add("fieldValidation", fieldValidation?.rawValue)
    }
}
