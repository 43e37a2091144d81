import TimeSeries

/// Keeps a detector's sense of time: order, step and gaps.
struct Timeline: Sendable {
    enum Arrival { case usable, notFinite, notNewer }

    private(set) var last = -Double.infinity
    private var deltas: [Double] = []
    private let fixedStep: Double?
    private(set) var step: Double

    init(step: Double?) {
        fixedStep = step.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
        self.step = fixedStep ?? 60
    }

    /// Whether the step is known: given, or learnt from 16 distances.
    var isStepKnown: Bool { fixedStep != nil || deltas.count == Self.needed }
    private static let needed = 16

    @inline(__always)
    mutating func arrive(_ point: Sample) -> (Arrival, gap: Double) {
        guard point.isUsable else { return (.notFinite, 0) }
        guard point.time > last else { return (.notNewer, 0) }
        let gap = point.time - last
        last = point.time
        if !isStepKnown, gap.isFinite { learn(gap) }
        return (.usable, gap)
    }

    /// The lower quartile: missing points make distances longer, nothing makes them shorter.
    private mutating func learn(_ delta: Double) {
        deltas.append(delta)
        step = deltas.sorted()[deltas.count / 4]
    }
}
