import EvenkeelAPI
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelEngine

@Suite("Forecasts") struct ForecastTests {
    private static let noise = [0.3, -0.2, 0.1, -0.4, 0.2, 0, -0.1, 0.4, -0.3]

    /// What an evaluation finds of a series that rises by `slope` an hour to `level` now.
    private func judge(
        _ level: Double, perHour slope: Double, limit: String = "100", points: Int = 73,
        _ change: (inout ForecastSignal) -> Void = { _ in }
    ) throws -> SignalFinding {
        var forecast = ForecastSignal(source: "main", query: "disk", limit: try #require(Quantity(limit)))
        change(&forecast)
        let now = (World.beginning.secondsSince1970 / 300).rounded(.down) * 300
        let samples = (0..<points).map { index in
            let ago = Double(points - 1 - index) * 300
            return Sample(
                time: now - ago, value: level - slope * ago / 3600 + Self.noise[index % Self.noise.count] / 5)
        }
        var memory = SignalMemory()
        let evaluation = Evaluation(
            policy: ObjectKey(name: "p"), at: World.beginning, target: TargetSnapshot(availability: .known),
            answers: [Answer(signal: "disk", role: .value, content: .series([Series(samples: samples)]))])
        return SignalJudge.judge(
            Signal(name: "disk", .forecast(forecast)), memory: &memory,
            context: SignalContext(now: World.beginning, evaluation: evaluation, staleAfter: 120))
    }

    @Test("what fills up too soon is bad, with the time it takes and how sure that is")
    func soon() throws {
        let finding = try judge(90, perHour: 6)
        #expect(finding.isBad)
        #expect(finding.evidence.confidence.fraction > 0.999)
        #expect(finding.evidence.explanation.contains("full in 1 h 4"), "\(finding.evidence.explanation)")
        #expect(finding.evidence.limit == "100")
    }

    @Test("further ahead than a third of the window, the forecast is 80 % sure at most")
    func far() throws {
        let finding = try judge(80, perHour: 6)
        #expect(finding.isBad && finding.evidence.confidence == Percentage(fraction: 0.8))
    }

    @Test("what fills up later, falls, or stays is good")
    func later() throws {
        #expect(try judge(80, perHour: 3).isGood)
        #expect(try judge(80, perHour: -6).isGood)
        #expect(try judge(80, perHour: 0).isGood)
    }

    @Test("what is at its limit already is bad, whichever way it goes")
    func full() throws {
        let finding = try judge(101, perHour: -1)
        #expect(finding.isBad)
        #expect(finding.evidence.explanation.contains("at its limit already"))
    }

    @Test("free space that runs out is forecast downwards")
    func below() throws {
        let finding = try judge(10, perHour: -5, limit: "0") { $0.direction = .below }
        #expect(finding.isBad, "\(finding.evidence.explanation)")
        #expect(finding.evidence.explanation.contains("down to it in 2 h"), "\(finding.evidence.explanation)")
        #expect(try judge(10, perHour: 5, limit: "0") { $0.direction = .below }.isGood)
    }

    @Test("a trend that is unsure is bad with little confidence")
    func unsure() throws {
        let sure = try judge(80, perHour: 6).evidence.confidence
        let unsure = try judge(99.6, perHour: 0.12).evidence
        #expect(unsure.isBad && unsure.confidence < sure, "\(unsure.explanation)")
    }

    @Test("few points are thin, and say how many are needed")
    func thin() throws {
        let finding = try judge(80, perHour: 6, points: 11)
        #expect(finding.evidence.quality == .thin)
        #expect(finding.evidence.explanation.contains("needs 12"))
    }

    @Test("quantities are read as Kubernetes writes them")
    func quantities() {
        #expect(Quantity("10Gi")?.value == 10_737_418_240)
        #expect(Quantity("1.5M")?.value == 1_500_000)
        #expect(Quantity("250m")?.value == 0.25)
        #expect(Quantity("-3")?.value == -3)
        #expect(Quantity("ten") == nil && Quantity("10GiB") == nil && Quantity("") == nil)
    }

    @Test("a policy that forecasts acts before the limit is reached, and asks only for what is new")
    func world() throws {
        let limit = try #require(Quantity("1000"))
        let forecast = ForecastSignal(
            source: "main", query: "queue", limit: limit, window: .hours(2), step: .minutes(1))
        var world = World.healthy(
            .about().signal(Signal(name: "queue", .forecast(forecast))).scale {
                $0.minimumConfidence = .init(fraction: 0.8)
            }
        ) { $0.measure("queue", .value(100), from: World.beginning - 86_400) }
        #expect(world.signal("queue")?.isBad == false, "\(world.signal("queue")?.explanation ?? "")")
        for minute in 1...170 {
            world.measure("queue", .value(100 + 4 * Double(minute)))
            world.run(for: 60)
        }
        #expect(!world.remediations.isEmpty, "\(world.signal("queue")?.explanation ?? "")")
        let spans = world.effects.compactMap { effect -> Double? in
            guard case .evaluate(let evaluation) = effect,
                case .range(let from, let to, _) = evaluation.queries.first?.kind
            else {
                return nil
            }
            return to - from
        }
        #expect(spans.first == 7200 && spans.dropFirst().allSatisfy { $0 <= 60 })
    }
}
