public import JSONValue

/// One document of a YAML text, as JSON with the places of its values.
public struct YAMLDocument: Sendable {
    public var json: JSON
    private let root: YAMLNode

    init(_ root: YAMLNode) {
        self.root = root
        json = root.json
    }

    /// Where the document's first value starts.
    public var position: YAMLPosition { root.position }

    /// Where the member's key, or the list's element, stands; `nil` if the text has none.
    ///
    /// A member that came through an alias or `<<` is where it was written.
    public func position(of pointer: JSONPointer) -> YAMLPosition? {
        var current = (node: root, keyPosition: root.position)
        for token in pointer.tokens {
            guard let next = current.node.child(token) else { return nil }
            current = next
        }
        return current.keyPosition
    }

    /// The place of the value, or of the nearest value around it that the text has: for errors about what is missing.
    public func nearestPosition(to pointer: JSONPointer) -> YAMLPosition {
        var pointer = pointer
        while !pointer.tokens.isEmpty {
            if let position = position(of: pointer) { return position }
            pointer.tokens.removeLast()
        }
        return position
    }
}

/// A place in a YAML text; both numbers start at 1. The column counts characters (Unicode scalars).
public struct YAMLPosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public var description: String { "line \(line), column \(column)" }

    public static func < (left: YAMLPosition, right: YAMLPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
