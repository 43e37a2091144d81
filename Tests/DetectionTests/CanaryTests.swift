import Testing

@testable import Detection

@Suite struct CanaryTests {
    @Test("Mann-Whitney equals SciPy's, exact and with ties")
    func mannWhitney() throws {
        let exact = try #require(MannWhitney([1.1, 2.3, 3.7, 4.2, 5.9, 6.1], [0.5, 1.9, 2.2, 3.3, 3.9]))
        #expect(exact.isExact && exact.u == 23)
        #expect((exact.upperTail - 0.08874458874458874).magnitude < 1e-12)
        #expect((exact.lowerTail - 0.9372294372294372).magnitude < 1e-12)
        let tied = try #require(MannWhitney([1, 2, 2, 3, 4, 4, 5, 6, 7, 8], [2, 3, 3, 4, 5, 5, 6, 1, 1, 0]))
        #expect(!tied.isExact && tied.u == 64.5)
        #expect((tied.upperTail - 0.14304106361646468).magnitude < 1e-9)
        #expect((tied.lowerTail - 0.8734708707322996).magnitude < 1e-9)
    }

    @Test("the probability of being worse equals the integral")
    func posterior() {
        let references: [(ErrorCount, ErrorCount, Double, Double)] = [
            (.init(errors: 10, requests: 200), .init(errors: 50, requests: 2_000), 0.005, 0.9322666852557164),
            (.init(errors: 0, requests: 100), .init(errors: 0, requests: 1_000), 0.005, 0.2948296624564466),
            (.init(errors: 30, requests: 500), .init(errors: 100, requests: 5_000), 0, 0.9999993891776943),
        ]
        for (canary, stable, margin, value) in references {
            let found = CanaryComparison.probabilityWorse(canary: canary, stable: stable, margin: margin)
            #expect((found - value).magnitude < 1e-6)
        }
    }

    @Test("errors: fail, pass, inconclusive and thin")
    func errorVerdicts() {
        let comparison = CanaryComparison()
        func verdict(_ k: Double, _ n: Double) -> CanaryVerdict {
            comparison.compareErrors(
                canary: ErrorCount(errors: k, requests: n), stable: ErrorCount(errors: 100, requests: 10_000)
            ).verdict
        }
        #expect(verdict(50, 500) == .fail)
        #expect(verdict(10, 2_000) == .pass)
        #expect(verdict(2, 100) == .inconclusive)
        #expect(verdict(0, 10) == .thin)
        #expect(verdict(.nan, 100) == .thin)
    }

    @Test("latency: fail, pass, inconclusive and thin")
    func latencyVerdicts() {
        var generator = SplitMix(seed: 3)
        let stable = (0..<60).map { _ in 100 + 5 * generator.normal() }
        let comparison = CanaryComparison()
        func verdict(_ factor: Double, _ count: Int) -> CanaryFinding {
            comparison.compareLatency(canary: stable.prefix(count).map { $0 * factor }, stable: stable)
        }
        #expect(verdict(1.3, 40).verdict == .fail)
        #expect((verdict(1.3, 60).effect - 0.3).magnitude < 0.02)
        #expect(verdict(1, 40).verdict == .pass)
        #expect(verdict(1.1, 40).verdict == .inconclusive)
        #expect(verdict(1.3, 4).verdict == .thin)
        #expect(comparison.compareLatency(canary: [.nan], stable: []).verdict == .thin)
    }
}
