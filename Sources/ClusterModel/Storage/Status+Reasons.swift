import JSONValue
import KubernetesTypes

/// The refusals of an API server, word for word where clients read them.
extension Status {
    static func notFound(_ resource: ResourceType, name: String) -> Status {
        Status(
            code: 404, reason: "NotFound", message: "\(resource.qualifiedName) \"\(name)\" not found",
            details: details(resource, name: name))
    }

    static func alreadyExists(_ resource: ResourceType, name: String) -> Status {
        Status(
            code: 409, reason: "AlreadyExists", message: "\(resource.qualifiedName) \"\(name)\" already exists",
            details: details(resource, name: name))
    }

    /// - Parameter byKind: deletions name the kind where everything else names the resource.
    static func conflict(
        _ resource: ResourceType, name: String, byKind: Bool = false, _ detail: String
    ) -> Status {
        let shown = byKind ? kindName(resource) : resource.qualifiedName
        return Status(
            code: 409, reason: "Conflict",
            message: "Operation cannot be fulfilled on \(shown) \"\(name)\": \(detail)",
            details: details(resource, name: name))
    }

    static func modified(_ resource: ResourceType, name: String) -> Status {
        conflict(
            resource, name: name,
            "the object has been modified; please apply your changes to the latest version and try again")
    }

    static func expired(_ message: String) -> Status { Status(code: 410, reason: "Expired", message: message) }

    static func badRequest(_ message: String) -> Status { Status(code: 400, reason: "BadRequest", message: message) }

    static func forbidden(_ resource: ResourceType, name: String, _ detail: String) -> Status {
        Status(
            code: 403, reason: "Forbidden",
            message: "\(resource.qualifiedName) \"\(name)\" is forbidden: \(detail)",
            details: details(resource, name: name))
    }

    static func methodNotAllowed() -> Status {
        Status(
            code: 405, reason: "MethodNotAllowed",
            message: "the server does not allow this method on the requested resource", details: [:])
    }

    static func notAcceptable() -> Status {
        Status(
            code: 406, reason: "NotAcceptable",
            message: "only the following media types are accepted: application/json")
    }

    static func noSuchPath() -> Status {
        Status(
            code: 404, reason: "NotFound", message: "the server could not find the requested resource", details: [:])
    }

    static func invalid(_ resource: ResourceType, name: String, causes: [StatusCause]) -> Status {
        let errors = causes.map { "\($0.field): \($0.message)" }
        let list = errors.count == 1 ? errors[0] : "[\(errors.joined(separator: ", "))]"
        var details: JSON = [
            "name": .string(name), "kind": .string(resource.kind), "causes": .array(causes.map(\.json)),
        ]
        if !resource.group.isEmpty { details["group"] = .string(resource.group) }
        return Status(
            code: 422, reason: "Invalid", message: "\(kindName(resource)) \"\(name)\" is invalid: \(list)",
            details: details)
    }

    private static func kindName(_ resource: ResourceType) -> String {
        resource.group.isEmpty ? resource.kind : "\(resource.kind).\(resource.group)"
    }

    static func details(_ resource: ResourceType, name: String) -> JSON {
        var details: JSON = ["name": .string(name), "kind": .string(resource.plural)]
        if !resource.group.isEmpty { details["group"] = .string(resource.group) }
        return details
    }
}
