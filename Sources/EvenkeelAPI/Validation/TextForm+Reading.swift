import JSONValue
import KubernetesTypes

extension TextForm {
    /// What to write instead.
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

    /// Whether the Swift type takes the text too; patterns cannot say all of it.
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
    /// The type in the API server's words.
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

    /// YAML's traps: what looks like a text to people is a number or a boolean to YAML.
    func typeAdvice(_ json: JSON) -> String? {
        switch (shape, json) {
        case (.text(let form), .integer), (.text(let form), .number), (.text(let form), .bool):
            form.advice ?? "put it into quotes"
        case (.integer, .string), (.number, .string), (.boolean, .string): "leave out the quotes"
        case (.list, .string), (.list, .object): "write a list: put - before each element"
        default: nil
        }
    }
}

extension JSON {
    /// The type in the API server's words.
    var kindName: String { if case .integer = self { "integer" } else { typeName } }
}

extension String {
    /// In double quotes, with at most 80 characters.
    var quoted: String { JSON.string(shortened).serializedString }

    /// At most 80 characters; of Unicode scalars, of which what is shown as one character may have any number.
    var shortened: String {
        let beginning = cut(to: 80)
        return beginning.utf8.count < utf8.count ? beginning + "…" : self
    }
}
