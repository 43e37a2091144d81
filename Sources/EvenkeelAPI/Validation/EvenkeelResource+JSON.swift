public import JSONValue

extension EvenkeelResource {
    /// Reads an object as the API server returns it: defaults are filled in, unknown fields of a newer server are
    /// skipped.
    ///
    /// - Throws: `InvalidDocument` with the first ten errors, one sentence each.
    public init(json: JSON) throws(InvalidDocument) {
        let identity = Documents.identityErrors(json, of: Self.self)
        guard identity.isEmpty else { throw InvalidDocument(subject: Documents.subject(json), errors: identity) }
        let completed: JSON
        let errors: [Finding]
        do {
            let schema = try ResourceSchema.of(kind: Self.kind)
            completed = schema.completed(json)
            errors = DocumentCheck.findings(completed, schema, reportsUnknownFields: false)
        } catch {
            throw InvalidDocument(subject: Documents.subject(json), errors: [.unreadable(error)])
        }
        guard errors.isEmpty else { throw InvalidDocument(subject: Documents.subject(json), errors: errors) }
        do {
            self = try completed.decoded()
        } catch {
            throw InvalidDocument(subject: Documents.subject(json), errors: [.unreadable(error)])
        }
    }
}
