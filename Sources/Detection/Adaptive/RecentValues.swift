/// The last 41 numbers, stored twice so that any stretch of them is contiguous.
struct RecentValues: Sendable {
    static let capacity = Scales.longest + 1
    private(set) var ring = [Float](repeating: 0, count: 2 * capacity)
    private var next = 0

    mutating func fill(_ value: Float) {
        for index in ring.indices { ring[index] = value }
    }

    @inline(__always)
    mutating func add(_ value: Float) {
        ring[next] = value
        ring[next + Self.capacity] = value
        next = next + 1 == Self.capacity ? 0 : next + 1
    }

    /// The number `age` points ago; 0 is the newest.
    @inline(__always)
    subscript(age: Int) -> Float {
        get { ring[next + Self.capacity - 1 - age] }
        set {
            let place = next + Self.capacity - 1 - age
            ring[place] = newValue
            ring[place >= Self.capacity ? place - Self.capacity : place + Self.capacity] = newValue
        }
    }

    mutating func shift(by difference: Float) {
        for index in ring.indices { ring[index] += difference }
    }

    /// The newest `count` numbers, the oldest first.
    @inline(__always)
    func withNewest<Result>(_ count: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        ring.withUnsafeBufferPointer { buffer in
            let end = next + Self.capacity
            return body(UnsafeBufferPointer(rebasing: buffer[(end - count)..<end]))
        }
    }
}
