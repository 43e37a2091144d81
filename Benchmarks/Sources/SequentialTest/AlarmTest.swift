import Detection

/// One of the tests with its alarm level.
enum AlarmTest {
    case sequential(confidence: Double)
    case consecutive(evaluations: Int)

    static let limit = 0.05
    static let requests = 100

    var name: String {
        switch self {
        case .sequential(let confidence): "sequential, \((confidence * 1_000).rounded() / 10) %"
        case .consecutive(let evaluations): "\(evaluations) consecutive evaluations"
        }
    }

    /// The mean distance of false alarms is at least 1/(1 - confidence) evaluations.
    func promise(evaluations: Int) -> String {
        guard case .sequential(let confidence) = self else { return "nothing" }
        return "\(Int((Double(evaluations) * (1 - confidence)).rounded()))"
    }

    /// A fresh alarm: takes the errors of an evaluation and says whether it alarms; starts anew after an alarm.
    func makeAlarm() -> (Int) -> Bool {
        switch self {
        case .sequential(let confidence):
            var test = SequentialErrorRateTest(limit: Self.limit)
            return { errors in
                guard test.observe(errors: Double(errors), requests: Double(Self.requests)) >= confidence else {
                    return false
                }
                test.reset()
                return true
            }
        case .consecutive(let evaluations):
            var test = ConsecutiveErrorRateTest(limit: Self.limit, evaluations: evaluations)
            return { errors in
                guard test.observe(errors: Double(errors), requests: Double(Self.requests)) >= 1 else { return false }
                test.reset()
                return true
            }
        }
    }
}

func falseAlarms(of test: AlarmTest, rate: Double, evaluations: Int, seed: UInt64) -> Int {
    var generator = SplitMix(seed: seed)
    let alarm = test.makeAlarm()
    return (0..<evaluations).count { _ in alarm(generator.binomial(AlarmTest.requests, rate)) }
}

func meanDelay(of test: AlarmTest, to rate: Double, jumps: Int, seed: UInt64) -> Double {
    var generator = SplitMix(seed: seed)
    var total = 0
    for _ in 0..<jumps {
        let alarm = test.makeAlarm()
        for _ in 0..<100 { _ = alarm(generator.binomial(AlarmTest.requests, 0.01)) }
        var delay = 1
        while delay < 10_000, !alarm(generator.binomial(AlarmTest.requests, rate)) { delay += 1 }
        total += delay
    }
    return Double(total) / Double(jumps)
}
