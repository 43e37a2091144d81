/// What is wrong with a file of a series or of incidents, and in which line.
public struct SeriesFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public var file: String
    /// Counted from 1; `nil` where it is about the whole file.
    public var line: Int?
    public var reason: String

    public init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(reason)" }
}
