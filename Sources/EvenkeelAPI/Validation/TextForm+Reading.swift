import JSONValue
import KubernetesTypes

extension TextForm {
    /// Advice for a text that does not match.
    var advice: String? {
        switch self {
        case .any, .choice: nil
        case .pattern(_, let advice): advice
        case .timeSpan: "write a duration such as 30s, 5m, 1h30m or 30d"
        case .percentage: "write a percentage such as 5% or 99.9%"
        case .signedPercentage: "write a percentage such as 50% or -50%"
        case .timestamp: "write a time such as 2026-11-20T03:04:00Z"
        }
    }

    /// True if the Swift type accepts the text, too. A pattern cannot express all of its rules.
    func isReadable(_ text: String) -> Bool {
        switch self {
        case .any, .choice, .pattern: true
        case .timeSpan: TimeSpan(text) != nil
        case .percentage: Percentage(text) != nil
        case .signedPercentage: SignedPercentage(text) != nil
        case .timestamp: Timestamp(text) != nil
        }
    }

    func unreadable(_ text: String, at field: String) -> String {
        switch self {
        case .timeSpan: "must not be longer than \(TimeSpan.longest)"
        case .timestamp: "\(field) in body must be of type date-time: \(text.quoted)"
        default: "cannot be read"
        }
    }
}

extension Schema {
    /// The name of the type in messages of the API server.
    var typeName: String {
        switch shape {
        case .object, .map, .metadata: "object"
        case .list: "array"
        case .text: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .anything: "any"
        }
    }

    /// Advice for values that YAML reads as a number or a boolean instead of a text.
    func typeAdvice(_ json: JSON) -> String? {
        switch (shape, json) {
        case (.text(let form), .integer), (.text(let form), .number), (.text(let form), .bool):
            form.advice ?? "put the value into quotes"
        case (.integer, .string), (.number, .string), (.boolean, .string): "leave out the quotes"
        case (.list, .string), (.list, .object): "write a list: put - before each element"
        default: nil
        }
    }
}

extension JSON {
    /// The name of the type in messages of the API server.
    var kindName: String { if case .integer = self { "integer" } else { typeName } }
}

extension String {
    /// In double quotes, with at most 80 characters.
    var quoted: String { JSON.string(shortened).serializedString }

    /// At most 80 Unicode scalars: a character may consist of any number of them.
    var shortened: String {
        let beginning = cut(to: 80)
        return beginning.utf8.count < utf8.count ? beginning + "…" : self
    }
}
