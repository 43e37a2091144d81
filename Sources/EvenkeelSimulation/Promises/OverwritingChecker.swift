import ClusterModel
import EvenkeelAPI
import EvenkeelEngine
import JSONValue
import KubernetesTypes

/// S6: nobody else's change is overwritten, and nothing but the plan's fields is touched.
final class OverwritingChecker: PromiseChecker {
    private let journal: Journal

    init(journal: Journal) { self.journal = journal }

    func changed(_ change: ClusterChange, _ arrival: Arrival) {
        switch change.write {
        case .evict: return
        case .create:
            if arrival.written.contains(where: { $0.previous != nil }) {
                journal.breach(.s6, "overwritten", "\(change.remediation) overwrote an object")
            }
        case .delete(_, let uid):
            if arrival.written.contains(where: { $0.object.uid != uid }) {
                journal.breach(.s6, "elsewhere", "\(change.remediation) deleted another object")
            }
        case .patch, .patchStatus:
            guard let plan = arrival.remediation?.spec.plan else { return }
            for written in arrival.written {
                guard let previous = written.previous else { continue }
                check(plan, change, previous.json, written.object.json)
            }
        }
    }

    private func check(_ plan: Plan, _ change: ClusterChange, _ before: JSON, _ after: JSON) {
        for field in plan.changes {
            guard let path = JSONPointer(field.path) else { continue }
            let expected = change.purpose == .undo ? field.to : field.from
            if (before[path] ?? .null) != (expected ?? .null) {
                journal.breach(.s6, "overwritten", "\(change.remediation) overwrote \(field.path)")
            }
        }
        if Self.bare(before, plan) != Self.bare(after, plan) {
            journal.breach(.s6, "elsewhere", "\(change.remediation) touched more than its plan says")
        }
    }

    /// Without what the plan changes, the mark, and what every write changes.
    private static func bare(_ object: JSON, _ plan: Plan) -> JSON {
        var json = object
        json["status"] = nil
        for field in ["resourceVersion", "generation", "managedFields"] { json.set(nil, at: "metadata", field) }
        json.set(nil, at: "metadata", "annotations", EvenkeelAPIGroup.Annotation.lastRemediation)
        if json.at("metadata", "annotations") == .object([:]) { json.set(nil, at: "metadata", "annotations") }
        for field in plan.changes {
            guard let path = JSONPointer(field.path) else { continue }
            json.blank(path.tokens[...])
        }
        return json
    }
}

extension JSON {
    /// Takes out what is at the path, whatever it is.
    fileprivate mutating func blank(_ path: ArraySlice<String>) {
        guard let first = path.first else { return }
        if path.count == 1 {
            if case .array(var elements) = self, let index = Int(first), elements.indices.contains(index) {
                elements[index] = .null
                self = .array(elements)
            } else {
                self[first] = nil
            }
            return
        }
        if case .array(var elements) = self, let index = Int(first), elements.indices.contains(index) {
            elements[index].blank(path.dropFirst())
            self = .array(elements)
        } else if var child = self[first] {
            child.blank(path.dropFirst())
            self[first] = child
        }
    }
}
