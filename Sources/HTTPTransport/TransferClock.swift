/// The deadlines of one transfer. It has no clock of its own: every event brings its time.
///
/// The limit for connecting is left to curl, which alone knows when a connection attempt begins.
struct TransferClock {
    typealias Instant = ContinuousClock.Instant

    private let timeouts: HTTPTimeouts
    private let start: Instant
    /// Nil until the head has come.
    private var lastByte: Instant?
    private var isPaused = false

    init(_ timeouts: HTTPTimeouts, start: Instant) {
        self.timeouts = timeouts
        self.start = start
    }

    mutating func receive(at now: Instant) { lastByte = now }

    /// The reader is slow: from now on the silence is ours, not the server's.
    mutating func pause() { isPaused = true }

    mutating func resume(at now: Instant) {
        isPaused = false
        lastByte = now
    }

    /// When the transfer has to be given up, if nothing happens until then, and by which limit.
    var deadline: (at: Instant, phase: HTTPTimeouts.Phase)? {
        var earliest: (at: Instant, phase: HTTPTimeouts.Phase)?
        if let total = timeouts.total { earliest = (start + total, .total) }
        if let (at, phase) = waiting, earliest.map({ at < $0.at }) ?? true { earliest = (at, phase) }
        return earliest
    }

    /// No deadline comes before this, whatever happens from now on, unless the transfer is resumed.
    func nextEvaluation(after now: Instant) -> Instant? {
        guard lastByte == nil, let idle = timeouts.idle else { return deadline?.at }
        // The head may come at once, and the idle limit begin.
        return deadline.map { min($0.at, now + idle) } ?? now + idle
    }

    private var waiting: (Instant, HTTPTimeouts.Phase)? {
        guard let lastByte else { return timeouts.firstByte.map { (start + $0, .firstByte) } }
        guard !isPaused else { return nil }
        return timeouts.idle.map { (lastByte + $0, .idle) }
    }
}
