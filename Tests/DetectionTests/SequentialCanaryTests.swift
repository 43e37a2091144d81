import Foundation
import Testing

@testable import Detection

@Suite("Canaries, evaluation by evaluation") struct SequentialCanaryTests {
    /// Draws the counts of evaluations.
    private struct Traffic {
        var generator: SplitMix
        var canaryRequests = 50
        var stableRequests = 150

        init(seed: UInt64) {
            var seeds = SplitMix(seed: seed)
            generator = SplitMix(seed: seeds.next())
        }

        mutating func counts(_ rate: Double, _ requests: Int) -> ErrorCount {
            let errors = (0..<requests).count { _ in generator.uniform() < rate }
            return ErrorCount(errors: Double(errors), requests: Double(requests))
        }

        mutating func feed(_ test: inout SequentialCanaryTest, canary: Double, stable: Double) {
            test.observe(canary: counts(canary, canaryRequests), stable: counts(stable, stableRequests))
        }
    }

    /// The evaluation at which this first holds, 1 for the first one.
    private func first(
        _ limit: Int, seed: UInt64 = 1, from test: SequentialCanaryTest = SequentialCanaryTest(margin: 0.01),
        canary: Double, stable: Double, until isReached: (SequentialCanaryTest) -> Bool
    ) -> Int? {
        var (test, traffic) = (test, Traffic(seed: seed))
        return (1...limit).first { _ in
            traffic.feed(&test, canary: canary, stable: stable)
            return isReached(test)
        }
    }

    /// A test that has seen a healthy canary for so many evaluations.
    private func healthy(_ evaluations: Int) -> SequentialCanaryTest {
        var (test, traffic) = (SequentialCanaryTest(margin: 0.01), Traffic(seed: 5))
        for _ in 0..<evaluations { traffic.feed(&test, canary: 0.01, stable: 0.01) }
        return test
    }

    @Test("no bet wins on average wherever the canary is on the other side of the margin", arguments: [0, 0.01, 0.2])
    func expectations(margin: Double) {
        for (alternative, stableRate) in [(0.5, 0.3), (0.05, 0.001), (0.9, 0.5), (0.02, 0.3), (0.001, 0.01)] {
            for (n, m) in [(1, 1), (2, 9), (9, 2)] {
                let bet = CanaryBet(
                    alternative: alternative, stableRate: stableRate, margin: margin, canaryRequests: Double(n),
                    stableRequests: Double(m))
                let isForWorse = alternative > stableRate + margin
                for step in 0...20 {
                    let stable = (1 - margin) * Double(step) / 20
                    for canary in isForWorse ? [stable + margin, stable] : [stable + margin, 1] {
                        #expect(mean(bet, canary, n, stable, m) < 1 + 1e-9, "\(alternative) \(stableRate) \(n) \(m)")
                    }
                }
            }
        }
    }

    /// The expectation of what a bet multiplies its capital by, over all outcomes.
    private func mean(_ bet: CanaryBet, _ p: Double, _ n: Int, _ s: Double, _ m: Int) -> Double {
        (0...n).reduce(0) { sum, k in
            (0...m).reduce(sum) { sum, j in
                let factor = bet.logFactor(
                    canary: ErrorCount(errors: Double(k), requests: Double(n)),
                    stable: ErrorCount(errors: Double(j), requests: Double(m)))
                return sum + probability(k, n, p) * probability(j, m, s) * exp(factor)
            }
        }
    }

    private func probability(_ k: Int, _ n: Int, _ p: Double) -> Double {
        (0..<k).reduce(pow(p, Double(k)) * pow(1 - p, Double(n - k))) { $0 * Double(n - $1) / Double($1 + 1) }
    }

    @Test("a canary at its margin seldom fails, however often it is looked at; a posterior fails it far more often")
    func falseAlarms() {
        var (test, posterior) = (0, 0)
        for seed in UInt64(1)...60 {
            if first(100, seed: seed, canary: 0.03, stable: 0.02, until: { $0.confidence >= 0.95 }) != nil { test += 1 }
            if posteriorFails(seed) { posterior += 1 }
        }
        #expect(test <= 3, "\(test) of 60")
        #expect(posterior >= 6, "\(posterior) of 60")
    }

    /// Whether the posterior of the same counts is ever sure, looked at often at first and at every fifth evaluation later.
    private func posteriorFails(_ seed: UInt64) -> Bool {
        var (canary, stable, traffic) = (
            ErrorCount(errors: 0, requests: 0), ErrorCount(errors: 0, requests: 0), Traffic(seed: seed)
        )
        return (1...100).contains { evaluation in
            let (new, old) = (traffic.counts(0.03, 50), traffic.counts(0.02, 150))
            canary = ErrorCount(errors: canary.errors + new.errors, requests: canary.requests + 50)
            stable = ErrorCount(errors: stable.errors + old.errors, requests: stable.requests + 150)
            guard evaluation <= 20 || evaluation % 5 == 0 else { return false }
            return CanaryComparison.probabilityWorse(canary: canary, stable: stable, margin: 0.01) >= 0.95
        }
    }

    @Test("a canary that is as good as the stable version passes, and never while it is just at its margin")
    func passes() {
        for seed in UInt64(1)...10 {
            let good = first(400, seed: seed, canary: 0.01, stable: 0.01) { $0.confidenceOfPass >= 0.95 }
            #expect(good != nil)
            let equal = first(100, seed: seed, canary: 0.03, stable: 0.02) { $0.confidenceOfPass >= 0.99 }
            #expect(equal == nil)
        }
    }

    @Test("a bad canary fails within minutes, a broken one within half a minute")
    func fails() {
        for seed in UInt64(1)...10 {
            let bad = first(40, seed: seed, canary: 0.06, stable: 0.01) { $0.confidence >= 0.999 }
            #expect(bad != nil)
            let broken = first(3, seed: seed, canary: 0.5, stable: 0.01) { $0.confidence >= 0.999 }
            #expect(broken != nil)
        }
    }

    @Test("a rise is seen at any rate of the stable version", arguments: [0.001, 0.05, 0.2, 0.5, 0.8])
    func anyRate(stable: Double) {
        for seed in UInt64(1)...5 {
            let bad = first(300, seed: seed, canary: stable + 0.06, stable: stable) { $0.confidence >= 0.99 }
            #expect(bad != nil)
        }
    }

    @Test("what was seen of the stable version is used: without it a pass at a rate of 20 % takes longer")
    func usesThePast() {
        var test = SequentialCanaryTest(margin: 0.01)
        let evaluations = (1...1_000).first { _ in
            test.observe(
                canary: ErrorCount(errors: 100, requests: 500), stable: ErrorCount(errors: 100, requests: 500))
            return test.confidenceOfPass >= 0.95
        }
        #expect(evaluations ?? .max <= 75, "\(evaluations ?? 0)")
    }

    @Test("a canary that recovers after hours no longer fails within ten minutes")
    func recovery() {
        var (test, traffic) = (SequentialCanaryTest(margin: 0.01), Traffic(seed: 3))
        for _ in 0..<1_000 { traffic.feed(&test, canary: 0.1, stable: 0.01) }
        #expect(test.confidence > 0.9999)
        let recovered = first(60, from: test, canary: 0.01, stable: 0.01) { $0.confidence < 0.99 }
        #expect(recovered != nil)
    }

    @Test("a canary that turns bad after a good hour or a good day still fails", arguments: [360, 8_640])
    func late(evaluations: Int) {
        let broken = first(6, from: healthy(evaluations), canary: 0.5, stable: 0.01) { $0.confidence >= 0.999 }
        #expect(broken != nil)
        let bad = first(60, from: healthy(evaluations), canary: 0.06, stable: 0.01) { $0.confidence >= 0.999 }
        #expect(bad != nil)
    }

    @Test("a canary that turns bad after it has passed no longer passes")
    func passIsNotKept() {
        let test = healthy(1_000)
        #expect(test.confidenceOfPass > 0.999)
        let doubted = first(6, from: test, canary: 0.5, stable: 0.01) { $0.confidenceOfPass < 0.5 }
        #expect(doubted != nil)
    }

    @Test("trouble of both populations blames nobody")
    func commonTrouble() {
        var (test, traffic) = (SequentialCanaryTest(margin: 0.01), Traffic(seed: 9))
        for evaluation in 0..<400 {
            let rate = evaluation % 100 < 30 ? 0.4 : 0.01
            traffic.feed(&test, canary: rate, stable: rate)
            #expect(test.confidence < 0.9, "evaluation \(evaluation)")
        }
    }

    @Test("an outage that one scrape shows of the canary before it shows of the stable version is no failure")
    func scrapedFirst() {
        for start in [1, 10, 100] {
            var test = SequentialCanaryTest(margin: 0.01)
            for evaluation in 0..<200 {
                func counts(_ isOut: Bool) -> ErrorCount { ErrorCount(errors: isOut ? 50 : 1, requests: 100) }
                test.observe(
                    canary: counts(evaluation >= start && evaluation < start + 50),
                    stable: counts(evaluation > start && evaluation <= start + 50))
                #expect(test.confidence < 0.99, "evaluation \(evaluation)")
            }
        }
    }

    @Test("populations that are scraped in turn are compared, with nothing lost")
    func inTurn() {
        var (together, inTurn) = (SequentialCanaryTest(margin: 0.01), SequentialCanaryTest(margin: 0.01))
        let nothing = ErrorCount(errors: 0, requests: 0)
        for _ in 0..<10 {
            let (canary, stable) = (ErrorCount(errors: 6, requests: 60), ErrorCount(errors: 1, requests: 200))
            together.observe(canary: canary, stable: stable)
            inTurn.observe(canary: canary, stable: nothing)
            inTurn.observe(canary: nothing, stable: stable)
        }
        #expect(together.confidence > 0.999 && inTurn.confidence > 0.999)
    }

    @Test("without a margin an equal canary neither fails nor passes")
    func noMargin() {
        var test = SequentialCanaryTest(margin: 0)
        for _ in 0..<300 {
            test.observe(canary: ErrorCount(errors: 2, requests: 100), stable: ErrorCount(errors: 20, requests: 1_000))
        }
        #expect(test.confidence == 0 && test.confidenceOfPass == 0)
    }

    @Test("rates at the edges are judged as they are meant")
    func edges() {
        var clean = SequentialCanaryTest(margin: 0.01)
        for _ in 0..<20 {
            clean.observe(canary: ErrorCount(errors: 0, requests: 100), stable: ErrorCount(errors: 0, requests: 900))
        }
        #expect(clean.confidence == 0 && clean.confidenceOfPass > 0.99)
        var dead = SequentialCanaryTest(margin: 0.01)
        for _ in 0..<300 {
            dead.observe(canary: ErrorCount(errors: 100, requests: 100), stable: ErrorCount(errors: 900, requests: 900))
        }
        #expect(dead.confidence == 0, "both fail entirely")
        var tolerant = SequentialCanaryTest(margin: 1)
        for _ in 0..<20 {
            tolerant.observe(
                canary: ErrorCount(errors: 100, requests: 100), stable: ErrorCount(errors: 0, requests: 900))
        }
        #expect(tolerant.confidence < 0.5, "a margin of 100 % tolerates everything")
    }

    @Test("what is not a count changes nothing", arguments: [-1, .nan, .infinity, -.infinity, 1e300])
    func nonsense(number: Double) {
        var test = healthy(20)
        let (before, fine) = (test, ErrorCount(errors: 1, requests: 100))
        test.observe(canary: ErrorCount(errors: 0, requests: number), stable: fine)
        test.observe(canary: fine, stable: ErrorCount(errors: number, requests: 100))
        test.observe(canary: ErrorCount(errors: number, requests: number), stable: fine)
        #expect(test == before)
    }

    @Test("more errors than requests count as requests, and huge counts as any other")
    func odd() {
        var (odd, even) = (healthy(20), healthy(20))
        odd.observe(canary: ErrorCount(errors: 700, requests: 100), stable: ErrorCount(errors: 1, requests: 100))
        even.observe(canary: ErrorCount(errors: 100, requests: 100), stable: ErrorCount(errors: 1, requests: 100))
        #expect(odd == even)
        for scale in [1e-300, 1e-3, 1e9, 1e15] {
            for _ in 0..<5 {
                odd.observe(
                    canary: ErrorCount(errors: 0.01 * scale, requests: scale),
                    stable: ErrorCount(errors: 0.5 * scale, requests: scale))
                #expect(odd.confidence >= 0 && odd.confidence <= 1)
                #expect(odd.confidenceOfPass >= 0 && odd.confidenceOfPass <= 1)
            }
        }
        #expect(odd.confidenceOfPass > 0.999)
    }

    @Test("it goes on where it was after it was stored")
    func stored() throws {
        let test = healthy(20)
        #expect(try JSONDecoder().decode(SequentialCanaryTest.self, from: JSONEncoder().encode(test)) == test)
    }

    @Test("a canary that turns bad after it has passed is never sure to be both")
    func neverBoth() {
        for (seed, rate) in [(UInt64(2), 0.05), (3, 0.2), (4, 1)] {
            var (test, traffic) = (healthy(1_000), Traffic(seed: seed))
            for _ in 0..<100 {
                traffic.feed(&test, canary: rate, stable: 0.01)
                #expect(min(test.confidence, test.confidenceOfPass) < 0.5)
            }
            #expect(test.confidence > test.confidenceOfPass)
        }
    }

    @Test("the comparison's sentence speaks of confidence, and of requests where there are too few")
    func sentence() {
        let comparison = CanaryComparison(confidence: 0.99, errorMargin: 0.01)
        let (canary, stable) = (ErrorCount(errors: 31, requests: 1_000), ErrorCount(errors: 9, requests: 9_000))
        var test = SequentialCanaryTest(margin: 0.01)
        let open = comparison.compareErrors(canary: canary, stable: stable, by: test)
        #expect(open.verdict == .inconclusive && open.confidence == 0)
        for _ in 0..<5 { test.observe(canary: canary, stable: stable) }
        let bad = comparison.compareErrors(canary: canary, stable: stable, by: test)
        #expect(bad.verdict == .fail && bad.confidence == test.confidence)
        #expect(
            bad.explanation.hasPrefix(
                "errors: canary 3.1 % (31 of 1,000), stable 0.1 % (9 of 9,000), tolerated rise 1 %; worse than that"))
        #expect(bad.explanation.contains("confidence") && !bad.explanation.contains("probability"))
        for _ in 0..<30 { test.observe(canary: stable, stable: stable) }
        let good = comparison.compareErrors(canary: stable, stable: stable, by: test)
        #expect(good.verdict == .pass && good.explanation.contains("not worse than that with a confidence of"))
        let few = comparison.compareErrors(canary: ErrorCount(errors: 0, requests: 49), stable: stable, by: test)
        #expect(few.verdict == .thin)
    }
}
