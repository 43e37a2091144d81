import Detection
import TimeSeries

/// Counts what a detector does on healthy and on troubled series.
struct ActingTally {
    private var episodes: [HealthyKind: Int] = [:]
    private var evaluations = 0
    /// Alerts whose confidence reached 1 - 1/E, for each E, and the episodes that have one.
    private var reached: [Double: (alerts: Int, episodes: Int)] = [:]
    private var shown = 0
    private var inside = 0
    private var found: [Trouble: (all: Int, hits: Int, delays: [Int])] = [:]

    private static let periods = [100.0, 1_000, 10_000, 43_200]

    mutating func takeHealthy(_ judgements: [Judgement], _ series: [Sample], of kind: HealthyKind) {
        var last = -10
        var lastReached: [Double: Int] = [:]
        for (index, judgement) in judgements.enumerated() {
            evaluations += 1
            check(judgement, series[index].value)
            guard judgement.isAlert else { continue }
            for period in Self.periods where judgement.confidence >= 1 - 1 / period {
                reached[period, default: (0, 0)].alerts += 1
                if index - (lastReached[period] ?? -10) > 5 { reached[period]?.episodes += 1 }
                lastReached[period] = index
            }
            if index - last > 5 { episodes[kind, default: 0] += 1 }
            last = index
        }
    }

    private mutating func check(_ judgement: Judgement, _ value: Double) {
        for (isShown, band) in [
            (judgement.isAlert, judgement.alertBand), (judgement.isNotice, judgement.noticeBand),
        ] where isShown {
            shown += 1
            if band.contains(value) { inside += 1 }
        }
    }

    mutating func takeTroubled(_ judgements: [Judgement], _ spans: [Range<Int>], of trouble: Trouble) {
        for span in spans {
            var count = found[trouble] ?? (0, 0, [])
            count.all += 1
            if let hit = span.first(where: { judgements[$0].isAlert }) {
                count.hits += 1
                count.delays.append(hit - span.lowerBound)
            }
            found[trouble] = count
        }
    }

    func report(days: Int, seeds: Int) {
        let months = Double(days * seeds) / 30
        print("| healthy series | false episodes a month |\n|---|---|")
        for kind in HealthyKind.allCases {
            print("| \(kind.rawValue) | \(text(Double(episodes[kind] ?? 0) / months)) |")
        }
        let all = Double(episodes.values.reduce(0, +)) / months / Double(HealthyKind.allCases.count)
        print("| all | \(text(all)) |\n\n\(inside) of \(shown) alerts and notices lie inside their own band.\n")
        print("| trouble | found | minutes to the alert, median |\n|---|---|---|")
        for trouble in Trouble.allCases {
            guard let count = found[trouble] else { continue }
            let delays = count.delays.sorted()
            let median = delays.isEmpty ? "-" : "\(delays[delays.count / 2])"
            print("| \(trouble.rawValue) | \(100 * count.hits / max(1, count.all)) % of \(count.all) | \(median) |")
        }
        print("\n| confidence 1 - 1/E, for E of | alerts | in episodes | evaluations / E |\n|---|---|---|---|")
        for period in Self.periods {
            let count = reached[period] ?? (0, 0)
            print("| \(Int(period)) | \(count.alerts) | \(count.episodes) | \(Int(Double(evaluations) / period)) |")
        }
    }

    private func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
