/// Whether something has stood long enough to act upon.
struct Standing: Sendable {
    private let needed: Int
    private var run = 0

    init(step: Double) { needed = Self.points(step: step) }

    /// A minute between the first point outside and the alert, so that no single spike acts; a point of two minutes and
    /// more stands by itself. At most three points: the textbook detectors learn what is outside until it stands.
    static func points(step: Double) -> Int {
        step >= 120 ? 1 : min(3, 1 + Int((60 / max(step, 1)).rounded(.up)))
    }

    @inline(__always)
    mutating func holds(_ isOutside: Bool) -> Bool {
        run = isOutside ? min(run + 1, needed) : 0
        return run >= needed
    }
}
