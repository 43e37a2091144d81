public import EvenkeelAPI
public import JSONValue
import KubernetesTypes

extension Plan {
    public enum Direction: Sendable { case apply, back }

    /// The change as a JSON patch that applies only to the same object, and only where every field still holds what was
    /// recorded.
    ///
    /// - Parameters:
    ///   - mark: the remediation's uid; it is set in the same request, so that after a crash it says whether this happened.
    ///     Undoing sets none.
    ///   - hasAnnotations: whether the object has any annotation; a JSON patch cannot add to what is absent.
    ///   - generation: of the object when it was seen last; `nil` where it has none. The API server counts it up with every
    ///     change of the spec, so that a request that arrives late does not apply again, even where somebody has put
    ///     the fields back meanwhile.
    public func patch(
        _ direction: Direction, mark: String?, hasAnnotations: Bool, generation: Int? = nil
    ) -> JSONPatch {
        var operations: [JSONPatchOperation] = [.test(JSONPointer(["metadata", "uid"]), .string(object.uid))]
        if let generation { operations.append(.test(JSONPointer(["metadata", "generation"]), JSON(generation))) }
        let steps = changes.compactMap { change -> (JSONPointer, old: JSON?, new: JSON?)? in
            guard let path = JSONPointer(change.path) else { return nil }
            return direction == .apply ? (path, change.from, change.to) : (path, change.to, change.from)
        }
        operations += steps.map { .test($0.0, $0.old ?? .null) }
        for (path, old, new) in steps where old != new {
            switch (old, new) {
            case (_, nil): operations.append(.remove(path))
            case (nil, let new?): operations.append(.add(path, new))
            case (_, let new?): operations.append(.replace(path, new))
            }
        }
        if let mark { operations += Self.marking(mark, hasAnnotations: hasAnnotations) }
        return JSONPatch(operations)
    }

    private static func marking(_ mark: String, hasAnnotations: Bool) -> [JSONPatchOperation] {
        let annotations = JSONPointer(["metadata", "annotations"])
        let key = EvenkeelAPIGroup.Annotation.lastRemediation
        guard hasAnnotations else {
            // Without the test, annotations that somebody has added meanwhile would be lost.
            return [.test(annotations, .null), .add(annotations, [key: .string(mark)])]
        }
        return [.add(JSONPointer(annotations.tokens + [key]), .string(mark))]
    }

    /// Whether the object's fields hold what the plan recorded before (`forth`) or what it set (`back`).
    public func fits(_ object: JSON, _ direction: Direction) -> Bool {
        changes.allSatisfy { change in
            guard let path = JSONPointer(change.path) else { return false }
            let expected = direction == .apply ? change.from : change.to
            return (object[path] ?? .null) == (expected ?? .null)
        }
    }
}
