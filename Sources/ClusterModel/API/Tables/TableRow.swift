import JSONValue
import KubernetesTypes

/// An object with what its cells need.
struct TableRow: Sendable {
    let object: JSON
    let now: Timestamp

    var name: String { object.at("metadata", "name")?.stringValue ?? "" }
    var age: JSON { .string(age(object.at("metadata", "creationTimestamp"))) }

    func text(_ path: String...) -> String { object.at(path)?.stringValue ?? "" }
    func count(_ path: String...) -> Int { object.at(path)?.integerValue ?? 0 }
    func list(_ path: String...) -> [JSON] { object.at(path)?.arrayValue ?? [] }

    /// `<unknown>` where there is no time.
    func age(_ time: JSON?) -> String {
        guard let time = time?.stringValue.flatMap({ Timestamp($0) }) else { return "<unknown>" }
        return HumanDuration.text(now - time)
    }

    /// A label selector as text, `<none>` where it is empty.
    func selector(_ path: String...) -> String {
        let text = LabelSelector(json: object.at(path) ?? [:]).description
        return text.isEmpty ? "<none>" : text
    }

    /// Names and images of the containers of a template.
    func containers(_ path: String...) -> [JSON] {
        let containers = object.at(path)?.arrayValue ?? []
        return ["name", "image"].map { member in
            .string(containers.compactMap { $0[member]?.stringValue }.joined(separator: ","))
        }
    }

    /// Three at most, then how many more.
    static func listed(_ values: [String], _ none: String) -> String {
        if values.isEmpty { return none }
        let shown = values.prefix(3).joined(separator: ",")
        return values.count > 3 ? "\(shown) + \(values.count - 3) more..." : shown
    }
}
