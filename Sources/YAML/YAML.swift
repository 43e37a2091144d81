/// YAML as kubectl reads and writes it.
public enum YAML {
    /// All documents of a text, in order; documents that are empty, `null` or hold only comments are left out.
    ///
    /// Plain scalars mean what they mean to kubectl (sigs.k8s.io/yaml, which is YAML 1.1 here): `yes`, `no`, `on`, `off`, `y`
    /// and `n` are booleans, `0755` and `0o755` are octal, whole floats become integers, timestamps stay strings. Quoted
    /// scalars are strings. Keys that are numbers or booleans become strings (`on:` becomes `"true"`). `<<` merges, and
    /// members written beside it win. A key that occurs twice is an error.
    public static func parse(
        _ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()
    ) throws(YAMLError) -> [YAMLDocument] {
        guard bytes.count <= limits.bytes else { throw YAMLError(.tooLarge(limit: limits.bytes), at: nil) }
        guard bytes.tagDirectives <= YAMLLimits.tagDirectives else {
            throw YAMLError(.tooManyDirectives(limit: YAMLLimits.tagDirectives), at: nil)
        }
        let events = try YAMLEvents(bytes)
        var builder = YAMLBuilder(limits: limits)
        return try builder.documents(of: events)
    }

    public static func parse(
        _ text: String, limits: YAMLLimits = YAMLLimits()
    ) throws(YAMLError) -> [YAMLDocument] {
        try parse(Array(text.utf8), limits: limits)
    }
}

extension [UInt8] {
    /// Places that look like the directive, also in UTF-16.
    fileprivate var tagDirectives: Int {
        var count = 0
        for index in indices where self[index] == UInt8(ascii: "%") {
            let next = self[(index + 1)...].prefix(7).filter { $0 != 0 }
            if next.starts(with: "TAG".utf8) { count += 1 }
        }
        return count
    }
}

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
