import EvenkeelAPI
import JSONValue

/// Keeps the values of environment variables out of records. Equal values stay equal and different ones different, so that
/// what was decided from them is still decided from what stands for them.
struct Redaction {
    private var names: [String: String] = [:]

    mutating func redact(_ template: JSON) -> JSON { redact(template, isVariable: false) }

    mutating func redact(_ plan: Plan) -> Plan {
        var plan = plan
        for index in plan.changes.indices {
            let tokens = JSONPointer(plan.changes[index].path)?.tokens ?? []
            plan.changes[index].from = plan.changes[index].from.map { redact($0, at: tokens) }
            plan.changes[index].to = plan.changes[index].to.map { redact($0, at: tokens) }
        }
        return plan
    }

    private mutating func redact(_ value: JSON, at path: [String]) -> JSON {
        if path.last == "value", path.contains("env"), case .string(let text) = value { return .string(name(text)) }
        return redact(value, isVariable: path.last == "env")
    }

    /// - Parameter isVariable: within an `env`, whose elements are variables.
    private mutating func redact(_ value: JSON, isVariable: Bool) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map { redact($0, isVariable: isVariable) })
        case .object(let members):
            var copy = members
            // In the order of their names, so that the same record has the same names.
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                if isVariable, key == "value", case .string(let text) = member {
                    copy[key] = .string(name(text))
                } else {
                    copy[key] = redact(member, isVariable: key == "env")
                }
            }
            return .object(copy)
        default: return value
        }
    }

    private mutating func name(_ text: String) -> String {
        if let known = names[text] { return known }
        let name = "redacted-\(names.count + 1)"
        names[text] = name
        return name
    }
}
