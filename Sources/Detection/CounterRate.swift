/// Turns a counter into a rate per second.
///
/// A counter that falls was reset (its process restarted): as in Prometheus, what it shows then was counted since zero. The
/// first point, a point that is not newer, and one that is not finite give nil.
public struct CounterRate: Sendable, Hashable {
    private var last: Point?

    public init() {}

    public mutating func rate(_ point: Point) -> Point? {
        guard point.value.isFinite, point.value >= 0, point.time.isFinite else { return nil }
        guard let before = last else {
            last = point
            return nil
        }
        guard point.time > before.time else { return nil }
        last = point
        let increase = point.value >= before.value ? point.value - before.value : point.value
        return Point(time: point.time, value: increase / (point.time - before.time))
    }
}
