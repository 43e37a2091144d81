import Detection
import EvenkeelAPI
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

@Suite("Canaries from counters") struct CanaryCounterTests {
    private static let signal = Signal(
        name: "canary",
        .canary(
            CanarySignal(
                source: "main", errors: "http_requests_total{code=~\"5..\"}", requests: "http_requests_total",
                canarySelector: ["track": "canary"], stableSelector: ["track": "stable"])))

    /// Counters that rise by so much in each of two scrapes.
    private func series(_ track: String, _ rise: Double, until time: Double) -> Series {
        Series(
            labels: ["track": track, "instance": track],
            samples: (0...2).map { Sample(time: time - 30 + Double($0) * 15, value: 1_000_000 + rise * Double($0)) })
    }

    private func judge(canaryErrors: Double) -> SignalFinding {
        let now = World.beginning
        let seconds = now.secondsSince1970
        let answers = [
            Answer(
                signal: "canary", role: .errors,
                content: .series([
                    series("canary", canaryErrors, until: seconds), series("stable", 1, until: seconds),
                ])),
            Answer(
                signal: "canary", role: .requests,
                content: .series([series("canary", 500, until: seconds), series("stable", 500, until: seconds)])),
        ]
        var memory = SignalMemory()
        return judge(answers, at: now, &memory)
    }

    private func judge(_ answers: [Answer], at now: Timestamp, _ memory: inout SignalMemory) -> SignalFinding {
        SignalJudge.judge(
            Self.signal, memory: &memory,
            context: SignalContext(
                now: now,
                evaluation: Evaluation(
                    policy: ObjectKey(name: "p"), at: now, target: TargetSnapshot(availability: .known),
                    answers: answers), staleAfter: 120))
    }

    @Test("what both populations have counted is compared, and not what the counters hold")
    func compared() {
        let bad = judge(canaryErrors: 100)
        #expect(bad.isBad && bad.evidence.samples == 1_000, "\(bad.evidence.explanation)")
        #expect(!judge(canaryErrors: 1).isBad)
    }

    /// A canary and a stable version whose counters are scraped every 15 s.
    private struct Scrapes {
        var pod = "checkout-canary-7d9f-abcde"
        var canary = (errors: 0.0, requests: 0.0)
        var stable = (errors: 0.0, requests: 0.0)
        var scrapes = 0
        private var history: [(time: Double, role: Query.Role, track: String, pod: String, value: Double)] = []

        mutating func scrape(canaryErrors: Double, isThere: Bool = true) {
            let time = World.beginning.secondsSince1970 + Double(scrapes) * 15
            scrapes += 1
            stable = (stable.errors + 1, stable.requests + 100)
            canary = (canary.errors + canaryErrors, canary.requests + 100)
            for (role, value) in [(Query.Role.errors, stable.errors), (.requests, stable.requests)] {
                history.append((time, role, "stable", "checkout-5b6c-fghij", value))
            }
            guard isThere else { return }
            for (role, value) in [(Query.Role.errors, canary.errors), (.requests, canary.requests)] {
                history.append((time, role, "canary", pod, value))
            }
        }

        mutating func replaceCanary(by pod: String) {
            self.pod = pod
            canary = (0, 0)
        }

        func series(_ asked: Query.Role) -> [Series] {
            let begin = World.beginning.secondsSince1970 + Double(scrapes) * 15 - 120
            let recent = Dictionary(grouping: history.filter { $0.role == asked && $0.time > begin }, by: \.pod)
            return recent.values.map { samples in
                Series(
                    labels: ["track": samples[0].track, "instance": samples[0].pod, "pod": samples[0].pod],
                    samples: samples.map { Sample(time: $0.time, value: $0.value) })
            }
        }
    }

    private func judge(_ scrapes: Scrapes, _ memory: inout SignalMemory) -> SignalFinding {
        let now = World.beginning + Double(scrapes.scrapes - 1) * 15
        let answers = [Query.Role.errors, .requests].map {
            Answer(signal: "canary", role: $0, content: .series(scrapes.series($0)))
        }
        return judge(answers, at: now, &memory)
    }

    @Test("each count enters the test once, so that the same answer again changes nothing")
    func once() {
        var (memory, scrapes) = (SignalMemory(), Scrapes())
        for _ in 0..<6 {
            scrapes.scrape(canaryErrors: 2)
            _ = judge(scrapes, &memory)
        }
        let before = memory.canary?.test
        for _ in 0..<100 { _ = judge(scrapes, &memory) }
        #expect(before != nil && memory.canary?.test == before)
    }

    @Test("a bad canary fails with a confidence, and a good one passes")
    func verdicts() {
        var (memory, scrapes) = (SignalMemory(), Scrapes())
        for _ in 0..<30 {
            scrapes.scrape(canaryErrors: 1)
            _ = judge(scrapes, &memory)
        }
        let good = judge(scrapes, &memory)
        #expect(good.isGood, "\(good.evidence.explanation)")
        for _ in 0..<8 {
            scrapes.scrape(canaryErrors: 40)
            _ = judge(scrapes, &memory)
        }
        let bad = judge(scrapes, &memory)
        #expect(bad.isBad && bad.evidence.confidence.fraction > 0.999, "\(bad.evidence.explanation)")
        #expect(!bad.evidence.explanation.contains("probability"), "\(bad.evidence.explanation)")
    }

    @Test("pods of another release start a new test, more pods of the same one do not")
    func anotherRelease() {
        var (memory, scrapes) = (SignalMemory(), Scrapes())
        for _ in 0..<20 {
            scrapes.scrape(canaryErrors: 40)
            _ = judge(scrapes, &memory)
        }
        #expect(memory.canary?.test.confidence ?? 0 > 0.999)
        scrapes.replaceCanary(by: "checkout-canary-7d9f-vwxyz")
        scrapes.scrape(canaryErrors: 1)
        _ = judge(scrapes, &memory)
        #expect(memory.canary?.test.confidence ?? 0 > 0.999, "another pod of the same release")
        scrapes.replaceCanary(by: "checkout-canary-8e1a-abcde")
        scrapes.scrape(canaryErrors: 1)
        let finding = judge(scrapes, &memory)
        #expect(memory.canary?.test.confidence ?? 1 < 0.5)
        #expect(!finding.isBad, "\(finding.evidence.explanation)")
    }

    @Test("a canary that was away for longer than counts are kept is a new one")
    func away() {
        var (memory, scrapes) = (SignalMemory(), Scrapes())
        for _ in 0..<20 {
            scrapes.scrape(canaryErrors: 40)
            _ = judge(scrapes, &memory)
        }
        for _ in 0..<25 {
            scrapes.scrape(canaryErrors: 0, isThere: false)
            _ = judge(scrapes, &memory)
        }
        #expect(memory.canary?.test.confidence ?? 1 < 0.5)
    }

    @Test("an answer that contradicts an earlier one ends the test")
    func contradiction() {
        var (memory, scrapes) = (SignalMemory(), Scrapes())
        for _ in 0..<6 {
            scrapes.scrape(canaryErrors: 40)
            _ = judge(scrapes, &memory)
        }
        #expect(memory.canary != nil)
        var other = Scrapes()
        for _ in 0..<6 { other.scrape(canaryErrors: 39) }
        #expect(judge(other, &memory).evidence.quality == .partial)
        #expect(memory.canary == nil)
    }
}
