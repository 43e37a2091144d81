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
    /// For each stream and bin, how many numbers lie in this bin or above it.
    private(set) var tails: [UInt16]
    private static let horizon: UInt16 = 14_400

    init(streams: Int) {
        tails = [UInt16](repeating: 0, count: streams * Self.bins)
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
        let fraction = min(1, position - Double(bin))
        return tails.withUnsafeMutableBufferPointer { buffer in
            let stream = UnsafeMutableBufferPointer(rebasing: buffer[(stream * Self.bins)..<((stream + 1) * Self.bins)])
            let total = Double(stream[0])
            var surprise = Surprise()
            if total >= 30 {
                let upper = bin + 1 < Self.bins ? Double(stream[bin + 1]) : 0
                let above = upper + (Double(stream[bin]) - upper) * (1 - fraction)
                surprise.conformal = max(0, -0.301029995663981 * log2((above + 1) / (total + 1)))
                if wantsPredictive { surprise.predictive = Self.predictive(above, total, octave) }
            }
            Self.learn(bin, stream)
            return surprise
        }
    }

    @inline(__always)
    private static func predictive(_ above: Double, _ total: Double, _ octave: Double) -> Double {
        let prior = priorWeight * exp2(-3.321928094887362 * priorSurprise(octave))
        return max(0, -0.301029995663981 * log2((above + prior) / (total + priorWeight)))
    }

    @inline(__always)
    private static func learn(_ bin: Int, _ stream: UnsafeMutableBufferPointer<UInt16>) {
        for index in 0...bin { stream[index] &+= 1 }
        guard stream[0] >= horizon else { return }
        for index in 0..<bins { stream[index] /= 2 }
    }

    /// The smallest ratio (to a quarter of an octave) whose predictive surprise reaches `surprise`: where "usual" ends.
    func edge(stream: Int, scale: Double, surprise: Double) -> Double {
        let base = stream * Self.bins
        let wanted = exp2(-3.321928094887362 * surprise) * (Double(tails[base]) + Self.priorWeight)
        var (low, high) = (0, Self.bins)
        while low < high {
            let bin = (low + high) / 2
            let octave = Self.lowest + Double(bin) / Self.perOctave
            let prior = Self.priorWeight * exp2(-3.321928094887362 * Self.priorSurprise(octave))
            if Double(tails[base + bin]) + prior > wanted { low = bin + 1 } else { high = bin }
        }
        return scale * exp2(Self.lowest + Double(low) / Self.perOctave)
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
