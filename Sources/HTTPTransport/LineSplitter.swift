internal import FoundationEssentials

/// Cuts chunks into lines, with a bound on the length of a line. It holds one chunk and one unfinished line at most.
struct LineSplitter: Sendable {
    enum Step: Equatable {
        case line([UInt8])
        case needsMore
        case tooLong
    }

    let maximumBytes: Int
    /// The beginning of a line whose end has not come.
    private var unfinished: [UInt8] = []
    private var chunk: [UInt8] = []
    private var position = 0

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// True if no half line is held.
    var isEmpty: Bool { unfinished.isEmpty && position == chunk.count }

    /// To be called only after ``next()`` asked for more.
    mutating func append(_ bytes: [UInt8]) {
        chunk = bytes
        position = 0
    }

    mutating func next() -> Step {
        guard let end = chunk[position...].firstIndex(of: 0x0A) else { return keepRest() }
        var line = unfinished
        unfinished = []
        line += chunk[position..<end]
        position = end + 1
        if line.last == 0x0D { line.removeLast() }
        return line.count <= maximumBytes ? .line(line) : .tooLong
    }

    private mutating func keepRest() -> Step {
        unfinished += chunk[position...]
        chunk = []
        position = 0
        // One byte of grace: it may be the `\r` of the line's end.
        return unfinished.count <= maximumBytes + 1 ? .needsMore : .tooLong
    }
}
