import JSONValue
import KubernetesTypes

/// One reason why an object is invalid, in the words of the API server (`field.Error`).
struct StatusCause: Sendable, Hashable {
    var reason: String
    var field: String
    var message: String

    var json: JSON { ["reason": .string(reason), "message": .string(message), "field": .string(field)] }

    static func required(_ field: String, _ detail: String = "") -> StatusCause {
        StatusCause(
            reason: "FieldValueRequired", field: field,
            message: detail.isEmpty ? "Required value" : "Required value: \(detail)")
    }

    static func invalid(_ field: String, _ value: JSON, _ detail: String) -> StatusCause {
        StatusCause(
            reason: "FieldValueInvalid", field: field, message: "Invalid value: \(quoted(value)): \(detail)")
    }

    /// An object is shown by its type, as the API server does it.
    static func invalidType(_ field: String, shown: String, _ detail: String) -> StatusCause {
        StatusCause(reason: "FieldValueTypeInvalid", field: field, message: "Invalid value: \"\(shown)\": \(detail)")
    }

    static func notSupported(_ field: String, _ value: JSON, supported: [String]) -> StatusCause {
        StatusCause(
            reason: "FieldValueNotSupported", field: field,
            message: "Unsupported value: \(quoted(value)): supported values: "
                + supported.map { "\"\($0)\"" }.joined(separator: ", "))
    }

    static func forbidden(_ field: String, _ detail: String) -> StatusCause {
        StatusCause(reason: "FieldValueForbidden", field: field, message: "Forbidden: \(detail)")
    }

    static func duplicate(_ field: String, _ value: JSON) -> StatusCause {
        StatusCause(reason: "FieldValueDuplicate", field: field, message: "Duplicate value: \(value.serializedString)")
    }

    static func tooLong(_ field: String, limit: Int) -> StatusCause {
        StatusCause(
            reason: "FieldValueTooLong", field: field, message: "Too long: may not be more than \(limit) bytes")
    }

    static func tooMany(_ field: String, count: Int, limit: Int) -> StatusCause {
        StatusCause(
            reason: "FieldValueTooMany", field: field,
            message: "Too many: \(count): must have at most \(limit) items")
    }

    /// Whether an object with this mistake is not worth evaluating rules on.
    var hidesRules: Bool {
        [
            "FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany",
            "FieldValueTypeInvalid",
        ]
        .contains(reason)
    }

    static let rulesNotChecked = StatusCause(
        reason: "FieldValueInvalid", field: "<nil>",
        message: "Invalid value: null: some validation rules were not checked because the object was invalid; "
            + "correct the existing errors to complete validation")

    private static func quoted(_ value: JSON) -> String {
        switch value {
        case .object: "\"object\""
        case .array: "\"array\""
        default: value.serializedString
        }
    }
}
