import Detection
import EvenkeelAPI
import TimeSeries

/// How much of a series is there: its points are counted in a few slots, so that the memory is bounded.
struct Coverage: Sendable {
    /// Seconds.
    private let window: Double
    private let step: Double
    private var slots: [Int: Int] = [:]
    private var first: Double?
    private var last: Double?
    /// The newest time without samples that was longer than is accepted, in seconds, and the points since.
    private var hole: (length: Double, pointsSince: Int)?

    private static let slotsPerWindow = 16.0
    /// After a hole one point may be anything; so many make a series again.
    private static let pointsAfterHole = 3

    init(window: Double, step: Double) {
        self.window = max(window, step)
        self.step = max(step, 0.001)
    }

    /// - Parameter time: of the next point, seconds since 1970, later than all before it.
    mutating func take(_ time: Double, _ limits: QualityLimits) {
        hole?.pointsSince += 1
        if let last, time - last > max(limits.maximumGap.seconds, 2.5 * step) { hole = (time - last, 0) }
        first = first ?? time
        last = time
        let slot = Int(min(max((time / slotLength).rounded(.down), -1e15), 1e15))
        slots[slot, default: 0] += 1
        if slots.count > Int(Self.slotsPerWindow) + 1 {
            slots = slots.filter { Double($0.key + 1) * slotLength > time - window }
        }
    }

    private var slotLength: Double { window / Self.slotsPerWindow }

    /// The share of the window's points that are not there, 0...1.
    var missing: Double {
        guard let first, let last else { return 1 }
        let begin = max(first, (((last - window) / slotLength).rounded(.down) + 1) * slotLength)
        let expected = (last - begin) / step + 1
        let counted = slots.filter { Double($0.key + 1) * slotLength > begin }.values.reduce(0, +)
        return max(0, 1 - Double(counted) / expected)
    }

    func check(_ what: String, _ limits: QualityLimits) throws(BadSample) {
        if let hole, hole.pointsSince < Self.pointsAfterHole {
            throw BadSample(
                quality: .gap,
                explanation: "\(what) comes back after \(NumberText.duration(hole.length)) without samples; "
                    + "\(Self.pointsAfterHole - hole.pointsSince) more points are needed")
        }
        guard missing <= limits.maximumMissing.fraction else {
            throw BadSample(
                quality: .gap,
                explanation: "\(NumberText.percent(missing)) of the points of \(what) in the last "
                    + "\(NumberText.duration(window)) are missing; more than \(limits.maximumMissing) is a gap")
        }
    }

    /// Of a series that is read as a whole at each evaluation.
    static func checkHoles(_ series: Series, step: Double, _ what: String, _ limits: QualityLimits) throws(BadSample) {
        let times = series.samples.map(\.time)
        let longest = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
        guard longest > max(limits.maximumGap.seconds, 2.5 * step) else { return }
        throw BadSample(
            quality: .gap,
            explanation: "\(what) has a hole of \(NumberText.duration(longest)); more than "
                + "\(NumberText.duration(max(limits.maximumGap.seconds, 2.5 * step))) is a gap")
    }
}
