import JSONValue
import KubernetesTypes

/// `metadata.name=web,status.phase!=Failed`: which values an object's fields must have.
struct FieldSelector: Sendable, Hashable {
    private struct Requirement: Sendable, Hashable {
        var path: [String]
        var value: String
        var isEqual: Bool
    }

    private var requirements: [Requirement] = []

    /// - Throws: 400 for a field that objects of this resource cannot be selected by.
    init(_ text: String, _ definition: ResourceDefinition) throws(Status) {
        for term in Self.split(text) {
            guard let requirement = Self.requirement(term) else {
                throw .badRequest("invalid selector: '\(text)'; can't understand '\(term)'")
            }
            let field = requirement.path.joined(separator: ".")
            guard
                ["metadata.name", "metadata.namespace"].contains(field) || definition.selectableFields.contains(field)
            else { throw .badRequest("field label not supported: \(field)") }
            requirements.append(requirement)
        }
    }

    /// Terms are separated by commas; `\,`, `\=` and `\\` stand for themselves.
    private static func split(_ text: String) -> [String] {
        var terms = [""]
        var isEscaped = false
        for character in text {
            if character == ",", !isEscaped {
                terms.append("")
            } else {
                terms[terms.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return terms.filter { !$0.isEmpty }
    }

    private static func requirement(_ term: String) -> Requirement? {
        for (symbol, isEqual) in [("!=", false), ("==", true), ("=", true)] {
            guard let range = term.firstRange(of: symbol) else { continue }
            let path = term[..<range.lowerBound].split(separator: ".").map(String.init)
            let value = term[range.upperBound...].filter { $0 != "\\" }
            return Requirement(path: path, value: value, isEqual: isEqual)
        }
        return nil
    }

    /// - Parameter object: in the version that the request speaks.
    func matches(_ object: JSON) -> Bool {
        requirements.allSatisfy { (Self.value(object, $0.path) == $0.value) == $0.isEqual }
    }

    private static func value(_ object: JSON, _ path: [String]) -> String {
        // An event's source is the component that reported it.
        if path == ["source"] {
            return object.at("source", "component")?.stringValue ?? object["reportingComponent"]?.stringValue ?? ""
        }
        var path = path
        if path.first == "involvedObject", object["regarding"] != nil { path[0] = "regarding" }
        switch object.at(path) {
        case .string(let text)?: return text
        case .integer(let number)?: return "\(number)"
        case .bool(let flag)?: return "\(flag)"
        default: return path.last == "unschedulable" || path.last == "hostNetwork" ? "false" : ""
        }
    }

    /// The one name that is asked for, where there is one: what makes a watch of one object cheap.
    var name: String? { requirements.first { $0.path == ["metadata", "name"] && $0.isEqual }?.value }
}
