public import JSONValue

extension EvenkeelResource {
    /// Reads an object as the API server gives it: defaults are filled in, unknown fields of a newer server are skipped.
    ///
    /// - Throws: `InvalidDocument` with the first ten errors, one clear sentence each.
    public init(json: JSON) throws(InvalidDocument) {
        let schema = ResourceSchema.byKind[Self.kind] ?? Schema(.anything)
        let completed = schema.completed(json)
        var errors = Documents.identityErrors(json, of: Self.self)
        if errors.isEmpty { errors = DocumentCheck.findings(completed, schema, reportsUnknownFields: false) }
        guard errors.isEmpty else { throw InvalidDocument(subject: Documents.subject(json), errors: errors) }
        do {
            self = try completed.decoded()
        } catch {
            throw InvalidDocument(
                subject: Documents.subject(json),
                errors: [Finding(pointer: JSONPointer([]), message: "cannot be read: \(error)")])
        }
    }
}
