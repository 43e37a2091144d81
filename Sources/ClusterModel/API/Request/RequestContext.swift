import JSONValue
import KubernetesTypes

/// A request to a resource, understood: what it is about and how it wants to be treated.
struct RequestContext: Sendable {
    let request: APIRequest
    let definition: ResourceDefinition
    let path: ResourcePath
    let now: Timestamp

    var resource: ResourceType { definition.type }
    var isDryRun: Bool { request.query.contains { $0.name == "dryRun" } || deleteOptionsDryRun }
    var deleteOptionsDryRun = false

    /// Who a change is booked under in `managedFields`.
    var fieldManager: String {
        if let name = request.query("fieldManager"), !name.isEmpty { return name }
        return String((request.userAgent ?? "unknown").prefix { $0 != "/" }.prefix(128))
    }

    var key: ObjectKey {
        ObjectKey(namespace: resource.isNamespaced ? path.namespace : nil, name: path.name ?? "")
    }

    /// - Parameter kind: the built-in schema of the body, where it is not the resource's own.
    /// - Throws: 400 where the body is not JSON, 415 where it is of another type.
    func decodedBody(as kind: String? = nil) throws(Status) -> JSON {
        if request.mediaType == ProtobufBody.mediaType { return try protobufBody(kind ?? definition.schemaName) }
        let accepted = ["application/json", "application/yaml", "application/apply-patch+yaml", "application/x-yaml"]
        guard accepted.contains(request.mediaType) || request.mediaType.hasSuffix("+json") else {
            throw .unsupportedMediaType(["application/json"])
        }
        do throws(JSONParseError) {
            return try JSON(parsing: request.body)
        } catch {
            throw .badRequest(
                "the object provided is unrecognized (must be of type \(definition.type.kind)): couldn't get "
                    + "version/kind; \(error)")
        }
    }

    /// Newer versions of kubectl send built-in kinds in their binary form.
    private func protobufBody(_ kind: String) throws(Status) -> JSON {
        guard definition.custom == nil, BuiltinSchemas.definition(kind) != nil else {
            throw .unsupportedMediaType(["application/json"])
        }
        do throws(ProtobufError) {
            return try ProtobufBody.decode(request.body, kind: kind)
        } catch {
            throw .badRequest("the request's body is \(error)")
        }
    }
}

extension Status {
    static func unsupportedMediaType(_ accepted: [String]) -> Status {
        Status(
            code: 415, reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + accepted.joined(separator: ", "), details: [:])
    }
}
