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

    /// - Throws: 400 where the body is not JSON, 415 where it is of another type.
    func decodedBody() throws(Status) -> JSON {
        let accepted = ["application/json", "application/yaml", "application/apply-patch+yaml", "application/x-yaml"]
        guard accepted.contains(request.mediaType) || request.mediaType.hasSuffix("+json") else {
            throw .unsupportedMediaType(["application/json"])
        }
        do throws(JSONParseError) {
            return try JSON(parsing: request.body)
        } catch {
            throw .badRequest("the request's body is \(error); this API server reads JSON only")
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
