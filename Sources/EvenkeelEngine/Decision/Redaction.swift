import EvenkeelAPI
import JSONValue

/// Keeps the values of environment variables, commands and their arguments out of records. Equal values stay equal and
/// different ones different, so that what was decided from them is still decided from what stands for them.
struct Redaction {
    private var names: [String: String] = [:]

    /// Members of a container whose text may be a secret.
    private static let words: Set = ["args", "command"]
    /// Of these only each element's `value`.
    private static let pairs: Set = ["env", "httpHeaders"]
    private static let parts = words.union(pairs)

    mutating func redact(_ template: JSON) -> JSON { redact(template, in: nil) }

    mutating func redact(_ plan: Plan) -> Plan {
        var plan = plan
        for index in plan.changes.indices {
            let tokens = JSONPointer(plan.changes[index].path)?.tokens ?? []
            plan.changes[index].from = plan.changes[index].from.map { redact($0, at: tokens) }
            plan.changes[index].to = plan.changes[index].to.map { redact($0, at: tokens) }
        }
        return plan
    }

    mutating func redact(_ found: FoundTarget) -> FoundTarget {
        var found = found
        for (path, value) in found.fields.sorted(by: { $0.key < $1.key }) {
            found.fields[path] = redact(value, at: JSONPointer(path)?.tokens ?? [])
        }
        return found
    }

    private mutating func redact(_ value: JSON, at path: [String]) -> JSON {
        let part = path.last(where: Self.parts.contains)
        if let part, Self.pairs.contains(part), path.last == "value", case .string(let text) = value {
            return .string(name(text))
        }
        return redact(value, in: part)
    }

    /// - Parameter part: the member of a container that the value is in.
    private mutating func redact(_ value: JSON, in part: String?) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map { redact($0, in: part) })
        case .object(var members):
            // In the order of their names, so that the same record has the same names.
            members.update { key, member in
                if let part, Self.pairs.contains(part), key == "value", case .string(let text) = member {
                    member = .string(name(text))
                } else {
                    member = redact(member, in: Self.parts.contains(key) ? key : part)
                }
                return true
            }
            return .object(members)
        case .string(let text): return part.map(Self.words.contains) == true ? .string(name(text)) : value
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
