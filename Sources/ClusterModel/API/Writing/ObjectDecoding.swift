import JSONValue
import KubernetesTypes

/// From the body of a request to an object that fits its schema's shape: unknown fields are dropped and reported, types
/// are checked, defaults filled in.
struct ObjectDecoding {
    let context: RequestContext
    private(set) var warnings: [String] = []

    private var definition: ResourceDefinition { context.definition }

    enum FieldValidation: String { case ignore = "Ignore", warn = "Warn", strict = "Strict" }

    private var validation: FieldValidation {
        context.request.query("fieldValidation").flatMap { FieldValidation(rawValue: $0) } ?? .warn
    }

    init(_ context: RequestContext) { self.context = context }

    /// - Parameter isPatch: the refusal then names the patch.
    /// - Throws: 400 for a wrong kind, a wrong type, or an unknown field where validation is `Strict`.
    mutating func decode(_ json: JSON, isPatch: Bool = false) throws(Status) -> JSON {
        guard json.objectValue != nil else {
            throw .badRequest("the object provided is unrecognized (must be of type \(definition.type.kind))")
        }
        var object = json
        try checkType(&object)
        let unknown = SchemaPruning.prune(&object, definition.schema)
        if !unknown.isEmpty { try report(unknown, json, isPatch: isPatch) }
        if definition.custom == nil {
            try checkBuiltinTypes(object)
            BuiltinNormalization.normalize(&object, definition.schema)
        } else {
            try checkMetadata(object)
        }
        return object
    }

    private func checkType(_ object: inout JSON) throws(Status) {
        let kind = object["kind"]?.stringValue ?? ""
        let apiVersion = object["apiVersion"]?.stringValue ?? ""
        let type = definition.type
        if definition.custom != nil { return try checkCustomType(kind, apiVersion) }
        if !kind.isEmpty, kind != type.kind {
            throw .badRequest(
                "\(kind) in version \"\(apiVersion.split(separator: "/").last ?? "")\" cannot be handled as a \(type.kind): "
                    + "converting (\(kind)) to (\(type.kind)): unknown conversion")
        }
        if !apiVersion.isEmpty, apiVersion != definition.groupVersion {
            throw .badRequest(
                "the API version in the data (\(apiVersion)) does not match the expected API version "
                    + "(\(definition.groupVersion))")
        }
        object["kind"] = .string(type.kind)
        object["apiVersion"] = .string(definition.groupVersion)
    }

    private func checkCustomType(_ kind: String, _ apiVersion: String) throws(Status) {
        if kind.isEmpty || apiVersion.isEmpty {
            throw .badRequest("Object 'Kind' is missing in the request body")
        }
        var causes: [StatusCause] = []
        if kind != definition.type.kind {
            causes.append(.invalid("kind", .string(kind), "must be \(definition.type.kind)"))
        }
        if apiVersion != definition.groupVersion {
            if apiVersion.split(separator: "/").first.map(String.init) == definition.type.group {
                throw .badRequest(
                    "the API version in the data (\(apiVersion)) does not match the expected API version "
                        + "(\(definition.groupVersion))")
            }
            causes.append(.invalid("apiVersion", .string(apiVersion), "must be \(definition.groupVersion)"))
        }
        guard causes.isEmpty else { throw .invalid(definition.type, name: "", causes: causes) }
    }

    private mutating func report(_ unknown: [String], _ json: JSON, isPatch: Bool) throws(Status) {
        switch validation {
        case .ignore: return
        case .warn: warnings += unknown.map { "unknown field \"\($0)\"" }
        case .strict:
            let list = unknown.map { "unknown field \"\($0)\"" }.joined(separator: ", ")
            guard !isPatch else {
                let cause = StatusCause.invalid(
                    "patch", .string(json.serializedString), "strict decoding error: \(list)")
                throw .anonymousInvalid([cause])
            }
            throw .badRequest("\(handling): strict decoding error: \(list)")
        }
    }

    private var handling: String {
        "\(definition.type.kind) in version \"\(definition.type.version)\" cannot be handled as a \(definition.type.kind)"
    }

    /// What Go's decoder would refuse.
    private func checkBuiltinTypes(_ object: JSON) throws(Status) {
        guard let mismatch = TypeMismatch.first(in: object, definition.schema) else { return }
        throw .badRequest("\(handling): json: cannot unmarshal \(mismatch)")
    }

    /// Metadata of custom resources is decoded strictly, too.
    private func checkMetadata(_ object: JSON) throws(Status) {
        guard let metadata = object["metadata"] else { return }
        guard
            let mismatch = TypeMismatch.first(in: metadata, SchemaNode(kind: .object, reference: "meta.v1.ObjectMeta"))
        else { return }
        throw .badRequest("\(handling): json: cannot unmarshal \(mismatch)")
    }
}

extension Status {
    /// An error about a request rather than an object.
    static func anonymousInvalid(_ causes: [StatusCause]) -> Status {
        let errors = causes.map { "\($0.field): \($0.message)" }
        let list = errors.count == 1 ? errors[0] : "[\(errors.joined(separator: ", "))]"
        return Status(
            code: 422, reason: "Invalid", message: " \"\" is invalid: \(list)",
            details: ["causes": .array(causes.map(\.json))])
    }
}

/// What decoding into Go's types and back would do to a built-in object: nulls go, quantities become strings.
enum BuiltinNormalization {
    static func normalize(_ value: inout JSON, _ schema: SchemaNode) {
        let schema = schema.resolved
        switch value {
        case .object(var members):
            guard schema.kind == .object else { return }
            value = .null
            members.update { name, member in
                guard let child = schema.member(name) else { return true }
                normalize(&member, child)
                return !member.isNull
            }
            value = .object(members)
        case .array(var elements):
            guard let items = schema.items else { return }
            for index in elements.indices { normalize(&elements[index], items) }
            value = .array(elements)
        case .integer, .number:
            if schema.format == "quantity" {
                value = .string(value.serializedString)
            } else if schema.kind == .integer, let integer = value.integerValue {
                value = JSON(integer)
            }
        default: return
        }
    }
}
