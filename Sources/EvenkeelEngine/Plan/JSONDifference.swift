import EvenkeelAPI
import JSONValue

/// The fields in which two values differ, each as small as can be.
enum JSONDifference {
    static func changes(from old: JSON?, to new: JSON?, at path: JSONPointer) -> [FieldChange] {
        guard old != new else { return [] }
        switch (old, new) {
        case (.object(let left)?, .object(let right)?):
            return Set(left.keys).union(right.keys).sorted().flatMap { key in
                changes(from: left[key], to: right[key], at: JSONPointer(path.tokens + [key]))
            }
        case (.array(let left)?, .array(let right)?) where left.count == right.count:
            return left.indices.flatMap { index in
                changes(from: left[index], to: right[index], at: JSONPointer(path.tokens + ["\(index)"]))
            }
        default: return [FieldChange(path: path.description, from: old, to: new)]
        }
    }
}
