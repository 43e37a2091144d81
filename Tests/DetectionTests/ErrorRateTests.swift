import Testing

@testable import Detection

@Suite struct ErrorRateTests {
    @Test("the closed form equals SciPy's")
    func closedForm() {
        let references: [(k: Double, n: Double, p0: Double, value: Double)] = [
            (412, 5086, 0.05, 39.09986036229381), (3, 100, 0.05, -3.9775396535612852),
            (10, 100, 0.05, -0.48481593185697225), (0, 1000, 0.01, -6.90875477931513),
        ]
        for (k, n, p0, value) in references {
            let found = ErrorRateEvidence.logEValue(errors: k, requests: n, limit: p0)
            #expect((found - value).magnitude < 1e-8)
        }
    }

    @Test("no requests are no evidence", arguments: [0, -1, .nan, .infinity])
    func noRequests(requests: Double) {
        #expect(ErrorRateEvidence.logEValue(errors: 0, requests: requests, limit: 0.05) == 0)
        var test = SequentialErrorRateTest(limit: 0.05)
        let before = test.observe(errors: 10, requests: 100)
        #expect(test.observe(errors: 0, requests: requests) == before)
        #expect(test.observe(errors: .nan, requests: 100) == before)
    }

    @Test("a rate far over the limit is certain at the first evaluation")
    func jump() {
        var test = SequentialErrorRateTest(limit: 0.05)
        #expect(test.observe(errors: 50, requests: 100) > 0.999_99)
    }

    @Test("a good week does not hide a bad minute")
    func oldGoodTime() {
        var test = SequentialErrorRateTest(limit: 0.05)
        for _ in 0..<20_000 { _ = test.observe(errors: 1, requests: 100) }
        _ = test.observe(errors: 20, requests: 100)
        #expect(test.observe(errors: 20, requests: 100) > 0.999)
    }

    @Test("an outage of hours is forgotten within four good evaluations")
    func recovery() {
        var test = SequentialErrorRateTest(limit: 0.05)
        for _ in 0..<500 { _ = test.observe(errors: 60, requests: 100) }
        for _ in 0..<4 { _ = test.observe(errors: 1, requests: 100) }
        #expect(test.confidence < 0.5)
    }

    @Test("few requests are never certain", arguments: [1.0, 2, 3])
    func fewRequests(requests: Double) {
        var test = SequentialErrorRateTest(limit: 0.05)
        #expect(test.observe(errors: 1, requests: requests) < 0.99)
    }

    @Test("alarms at the limit stay within the promise")
    func falseAlarms() {
        var generator = SplitMix(seed: 7)
        var test = SequentialErrorRateTest(limit: 0.05)
        let alarms = (0..<20_000).count { _ in
            let errors = (0..<100).count { _ in generator.uniform() < 0.05 }
            guard test.observe(errors: Double(errors), requests: 100) >= 0.99 else { return false }
            test.reset()
            return true
        }
        #expect(alarms <= 200)
    }

    @Test("limits of zero and one are taken as they are meant")
    func extremeLimits() {
        var zero = SequentialErrorRateTest(limit: 0)
        #expect(zero.observe(errors: 0, requests: 1e6) < 0.5)
        #expect(zero.observe(errors: 5, requests: 100) > 0.999)
        var one = SequentialErrorRateTest(limit: 1)
        #expect(one.observe(errors: 100, requests: 100) < 0.5)
    }
}
