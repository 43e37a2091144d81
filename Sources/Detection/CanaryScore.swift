/// One metric of a canary with what was found and how much it counts.
public struct CanaryMetric: Sendable, Hashable, Codable {
    public var name: String
    public var finding: CanaryFinding
    /// Zero or more; a metric of weight 2 counts like two of weight 1.
    public var weight: Double
    /// If it fails, the canary fails; if it is thin, the canary is thin.
    public var isCritical: Bool

    public init(name: String, finding: CanaryFinding, weight: Double = 1, isCritical: Bool = false) {
        self.name = name
        self.finding = finding
        self.weight = weight.isFinite ? max(0, weight) : 0
        self.isCritical = isCritical
    }
}

/// All metrics of a canary together.
///
/// As in Kayenta's judge, the score is the weight that passed of all weight, in per cent, and critical metrics decide
/// alone. Unlike there, a metric passes only if it was shown to be within its margin: one that nobody can judge yet is
/// inconclusive and holds the score down, and one without data (thin) is no pass and no failure.
public struct CanaryScore: Sendable, Hashable, Codable {
    public let verdict: CanaryVerdict
    /// The share of judged weight that passed, 0...100; zero if nothing could be judged.
    public let score: Double
    /// Of the metric that decided alone, or the smallest of those that made the verdict.
    public let confidence: Double
    public let explanation: String

    /// - Parameters:
    ///   - pass: the score from which the canary passes, in per cent.
    ///   - fail: the canary fails once so much of the weight has failed that this score cannot be reached any more.
    public init(_ metrics: [CanaryMetric], pass: Double = 95, fail: Double = 75) {
        let critical = metrics.filter(\.isCritical)
        if let failed = critical.first(where: { $0.finding.verdict == .fail }) {
            self.init(
                .fail, 0, failed.finding.confidence, "critical metric \(failed.name): \(failed.finding.explanation)")
            return
        }
        if let thin = critical.first(where: { $0.finding.verdict == .thin }) {
            self.init(.thin, 0, 0, "critical metric \(thin.name): \(thin.finding.explanation)")
            return
        }
        self.init(weighing: metrics.filter { $0.finding.verdict != .thin && $0.weight > 0 }, pass: pass, fail: fail)
    }

    private init(weighing judged: [CanaryMetric], pass: Double, fail: Double) {
        func weight(_ verdict: CanaryVerdict) -> Double {
            judged.filter { $0.finding.verdict == verdict }.reduce(0) { $0 + $1.weight }
        }
        let all = judged.reduce(0) { $0 + $1.weight }
        guard all > 0 else {
            self.init(.thin, 0, 0, "no metric has enough data")
            return
        }
        let score = 100 * weight(.pass) / all
        let reachable = 100 * (1 - weight(.fail) / all)
        let verdict: CanaryVerdict = reachable < fail ? .fail : (score >= pass ? .pass : .inconclusive)
        let deciding = judged.filter { $0.finding.verdict == verdict }.map(\.finding.confidence)
        let failed = judged.filter { $0.finding.verdict == .fail }.map(\.name)
        let words = failed.isEmpty ? "none failed" : "failed: " + failed.joined(separator: ", ")
        self.init(
            verdict, score, deciding.min() ?? 0,
            "\(NumberText.plain(score)) of 100 by \(judged.count) metrics (\(words))")
    }

    private init(_ verdict: CanaryVerdict, _ score: Double, _ confidence: Double, _ explanation: String) {
        self.verdict = verdict
        self.score = score
        self.confidence = confidence
        self.explanation = explanation
    }
}
