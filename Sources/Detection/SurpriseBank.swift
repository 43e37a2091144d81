#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How surprising a number is, judged by its own past: -log10 of the share of earlier numbers that were as large.
///
/// One logarithmic histogram for each of several streams (64 bins, four to an octave, 2^-6...2^10, 128 bytes). Once it
/// holds `horizon` numbers all counts are halved, so that it remembers between half of that and all of it.
///
/// - `conformal`: p = (1 + #{earlier >= r})/(1 + #earlier) (Vovk, Gammerman and Shafer 2005): valid whatever the
///   distribution, and never smaller than 1/(1 + #earlier).
/// - `predictive`: the posterior predictive tail of a Dirichlet process whose base measure is the typical tail of
///   operations metrics, weighing as much as 1,000 numbers: it judges from the first day and goes beyond the record.
struct SurpriseBank: Sendable {
    private static let bins = 64
    private static let perOctave = 4.0
    private static let lowest = -6.0
    static let priorWeight = 1_000.0
    private var counts: [UInt16]
    private var totals: [Float]
    private let horizon: Float = 14_400

    init(streams: Int) {
        counts = [UInt16](repeating: 0, count: streams * Self.bins)
        totals = [Float](repeating: 0, count: streams)
    }

    struct Surprise {
        var conformal = 0.0
        var predictive = 0.0
    }

    /// Judges `ratio` (zero or more) by the past of a stream, then learns it.
    @inline(__always)
    mutating func judge(_ ratio: Double, stream: Int, scale: Double, wantsPredictive: Bool) -> Surprise {
        let octave = ratio > 1e-6 * scale ? min(log2(ratio / scale), 60) : -20
        let position = max(0, (octave - Self.lowest) * Self.perOctave)
        let bin = min(Self.bins - 1, Int(position))
        var surprise = Surprise()
        let total = Double(totals[stream])
        if total >= 30 {
            let above = tail(stream, bin: bin, fraction: min(1, position - Double(bin)))
            surprise.conformal = max(0, -0.301029995663981 * log2((above + 1) / (total + 1)))
            if wantsPredictive {
                let prior = Self.priorWeight * exp2(-3.321928094887362 * Self.priorSurprise(octave))
                surprise.predictive = max(0, -0.301029995663981 * log2((above + prior) / (total + Self.priorWeight)))
            }
        }
        learn(stream, bin)
        return surprise
    }

    /// The smallest ratio whose predictive surprise reaches `surprise`: the edge of what is usual.
    func edge(stream: Int, scale: Double, surprise: Double) -> Double {
        let total = Double(totals[stream])
        let wanted = exp2(-3.321928094887362 * surprise) * (total + Self.priorWeight)
        var above = 0.0
        var bin = Self.bins - 1
        while bin >= 0 {
            let octave = Self.lowest + Double(bin) / Self.perOctave
            above += Double(counts[stream * Self.bins + bin])
            if above + Self.priorWeight * exp2(-3.321928094887362 * Self.priorSurprise(octave)) > wanted { break }
            bin -= 1
        }
        return scale * exp2(Self.lowest + Double(bin + 1) / Self.perOctave)
    }

    @inline(__always)
    private func tail(_ stream: Int, bin: Int, fraction: Double) -> Double {
        counts.withUnsafeBufferPointer { buffer in
            let base = stream * Self.bins
            var sum: UInt32 = 0
            for index in (base + bin + 1)..<max(base + bin + 1, base + Self.bins) { sum &+= UInt32(buffer[index]) }
            return Double(sum) + Double(buffer[base + bin]) * (1 - fraction)
        }
    }

    @inline(__always)
    private mutating func learn(_ stream: Int, _ bin: Int) {
        counts[stream * Self.bins + bin] &+= 1
        totals[stream] += 1
        if totals[stream] >= horizon { halve(stream) }
    }

    private mutating func halve(_ stream: Int) {
        var total: Float = 0
        for index in (stream * Self.bins)..<((stream + 1) * Self.bins) {
            counts[index] /= 2
            total += Float(counts[index])
        }
        totals[stream] = total
    }

    /// -log10 of the share of ordinary points that lie as far out: the average over public operations metrics, of a
    /// deviation in regularised standard deviations of 2^octave. Beyond four it falls like a power, not like a normal tail.
    private static func priorSurprise(_ octave: Double) -> Double {
        if octave >= 2 { return 2.05 + 0.7 * (octave - 2) }
        if octave >= 1 { return 1.31 + 0.74 * (octave - 1) }
        if octave >= 0 { return 0.63 + 0.68 * octave }
        if octave >= -1 { return 0.28 + 0.35 * (octave + 1) }
        return max(0, 0.02 + 0.26 * (octave + 2))
    }
}
