/// Why a text is not PromQL, and where.
public struct PromQLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Counted from 1.
    public var line: Int
    /// Characters from the start of the line, counted from 1.
    public var column: Int
    /// What is wrong, as a sentence.
    public var message: String
    /// What to do about it, as a sentence.
    public var hint: String

    public init(line: Int, column: Int, message: String, hint: String) {
        (self.line, self.column, self.message, self.hint) = (line, column, message, hint)
    }

    public var description: String { "line \(line), column \(column): \(message) \(hint)" }
}
