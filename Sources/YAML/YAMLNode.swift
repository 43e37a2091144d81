internal import JSONValue

/// A value with its place in the text; positions are found in a tree of these.
struct YAMLNode: Sendable {
    struct Member: Sendable {
        var key: String
        /// Of the key, which is where a person looks for the member.
        var position: YAMLPosition
        var node: YAMLNode
    }

    indirect enum Content: Sendable {
        case scalar
        case sequence([YAMLNode])
        case mapping([Member])
    }

    var json: JSON
    var position: YAMLPosition
    var content: Content
    /// Values in it, itself included, with aliases expanded.
    var weight: Int
    /// Bytes of the texts in it, keys included, with aliases expanded.
    var bytes: Int
    /// Levels in it: 1 for a scalar.
    var height: Int

    func child(_ token: String) -> (node: YAMLNode, keyPosition: YAMLPosition)? {
        switch content {
        case .scalar: nil
        case .sequence(let elements):
            Int(token).flatMap { elements.indices.contains($0) ? (elements[$0], elements[$0].position) : nil }
        case .mapping(let members):
            members.first { $0.key == token }.map { ($0.node, $0.position) }
        }
    }
}
