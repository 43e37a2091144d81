public import EvenkeelAPI
import EvenkeelEngine
public import KubernetesTypes

/// What the evaluations found of one signal: numbers for the charts, and the verdicts on the data.
public struct Readings: Sendable {
    public struct Reading: Sendable {
        /// Seconds since 1970.
        public var time: Double
        /// NaN where there is none.
        public var value: Float
        /// The band of an alert, and the one of a notice.
        public var lower: Float
        public var upper: Float
        public var noticeLower: Float
        public var noticeUpper: Float
        public var quality: Quality
        public var isBad: Bool
        public var isNotice: Bool
    }

    public let policy: ObjectKey
    public let signal: String
    /// One for each evaluation, in the order of time.
    public internal(set) var all: [Reading] = []
    public private(set) var counts: [Quality: Int] = [:]
    /// The times during which the data was evidence for nothing, with its quality; ``maximumHoles`` at most.
    public private(set) var holes: [Hole] = []
    /// Against which the value is judged, where that is a constant.
    public private(set) var limit: Double?
    public private(set) var badEvaluations = 0
    /// Unusual samples that were not bad.
    public private(set) var notices = 0
    private var lastNotice: Timestamp?
    /// At which the source refused the query itself.
    public private(set) var rejectedEvaluations = 0

    public struct Hole: Sendable, Hashable {
        public var span: Span
        public var quality: Quality
        public var explanation: String
        public var evaluations: Int
    }

    static let maximumHoles = 10_000
    private var isInHole = false

    init(policy: ObjectKey, signal: String) {
        self.policy = policy
        self.signal = signal
    }

    mutating func take(_ evidence: Evidence, bands: SignalBands?, at now: Timestamp) {
        counts[evidence.quality, default: 0] += 1
        if evidence.reason == .queryRejected { rejectedEvaluations += 1 }
        let isOk = evidence.quality == .ok
        if isOk && evidence.isBad { badEvaluations += 1 }
        let isNotice = isOk && !evidence.isBad && evidence.isNotice == true
        if isNotice, lastNotice != evidence.observedAt { (notices, lastNotice) = (notices + 1, evidence.observedAt) }
        if isOk, bands == nil, limit == nil { limit = evidence.limit.flatMap(Self.number) }
        let value = isOk ? evidence.value.flatMap(Self.number) : nil
        let bands = isOk ? bands : nil
        all.append(
            Reading(
                time: now.secondsSince1970, value: value.map(Float.init) ?? .nan,
                lower: Self.edge(bands?.alert.lowerBound), upper: Self.edge(bands?.alert.upperBound),
                noticeLower: Self.edge(bands?.notice.lowerBound), noticeUpper: Self.edge(bands?.notice.upperBound),
                quality: evidence.quality, isBad: isOk && evidence.isBad, isNotice: isNotice))
        note(evidence, at: now)
    }

    private static func edge(_ value: Double?) -> Float { value.map(Float.init) ?? .nan }

    private mutating func note(_ evidence: Evidence, at now: Timestamp) {
        guard evidence.quality != .ok else {
            isInHole = false
            return
        }
        if isInHole, holes.last?.quality == evidence.quality {
            holes[holes.count - 1].span.to = now
            holes[holes.count - 1].evaluations += 1
        } else if holes.count < Self.maximumHoles {
            holes.append(
                Hole(
                    span: Span(from: now, to: now), quality: evidence.quality, explanation: evidence.explanation,
                    evaluations: 1)
            )
        }
        isInHole = true
    }

    /// Evidence is written for people: `5,086` and `firing` are numbers too.
    static func number(_ text: String) -> Double? {
        switch text {
        case "yes", "firing": 1
        case "no", "not firing": 0
        default: Double(text) ?? Double(text.filter { $0 != "," })
        }
    }
}
