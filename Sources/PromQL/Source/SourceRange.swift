/// The place of a part of an expression, in bytes of UTF-8 from the start of the text.
///
/// All places are equal, so that two expressions are equal if they mean the same, wherever their parts stand.
public struct SourceRange: Sendable, Hashable {
    public var lowerBound: Int
    public var upperBound: Int

    public init(_ range: Range<Int>) { (lowerBound, upperBound) = (range.lowerBound, range.upperBound) }

    /// The place of a part that was not read from a text.
    public static let none = SourceRange(0..<0)

    public static func == (left: SourceRange, right: SourceRange) -> Bool { true }

    public func hash(into hasher: inout Hasher) {}

    /// From the start of this part to the end of the other.
    func through(_ other: SourceRange) -> SourceRange {
        SourceRange(lowerBound..<max(lowerBound, other.upperBound))
    }
}
