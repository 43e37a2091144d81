/// What a YAML text may have at most, so that no input can exhaust memory or the stack.
public struct YAMLLimits: Sendable, Hashable {
    /// Of the whole input.
    public var bytes: Int
    /// Values inside of values; at most 128, as for JSON.
    public var depth: Int
    /// Values of all documents together, aliases counted as what they stand for.
    public var values: Int

    /// libyaml compares each with all before it, so that a few megabytes of them would take it hours.
    static let tagDirectives = 1000

    public init(bytes: Int = 8 << 20, depth: Int = 100, values: Int = 500_000) {
        self.bytes = bytes
        self.depth = min(depth, 128)
        self.values = values
    }
}
