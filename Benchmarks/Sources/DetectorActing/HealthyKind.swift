import TimeSeries

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Series that are healthy by construction, one value a minute: every alert on them is false.
enum HealthyKind: String, CaseIterable {
    case gauss, latency, heavyTailedP99, requestsWithWeekend, autocorrelatedCPU, hourlyJob, dailyDeploys

    /// 2026-11-19T00:00:00Z, a Thursday.
    static let start = 1_795_046_400.0
    static let step = 60.0

    func series(days: Int, seed: UInt64) -> [Sample] {
        let number = UInt64(Self.allCases.firstIndex(of: self) ?? 0)
        var random = SplitMix(seed: seed &* 1_000_003 &+ number)
        var load = 0.0
        return (0..<days * 1440).map { index in
            let time = Self.start + Double(index) * Self.step
            return Sample(time: time, value: value(at: time, &random, &load))
        }
    }

    private func value(at time: Double, _ random: inout SplitMix, _ load: inout Double) -> Double {
        let day = sin(2 * .pi * time.truncatingRemainder(dividingBy: 86_400) / 86_400)
        switch self {
        case .gauss: return 100 + 5 * random.normal()
        case .latency: return 0.08 * (1 + 0.3 * day) * exp(0.12 * random.normal())
        case .heavyTailedP99:
            let spike = random.uniform() < 0.05 ? 0.5 * pow(random.uniform(), -1.0 / 3) - 0.5 : 0
            return 0.2 * (1 + 0.3 * day) * (1 + 0.1 * abs(random.normal()) + spike)
        case .requestsWithWeekend:
            // 1970 began on a Thursday.
            let weekday = (Int(time / 86_400) + 4) % 7
            let mean = 300 * (1.2 + day) * (weekday == 0 || weekday == 6 ? 0.5 : 1)
            return max(0, mean + mean.squareRoot() * random.normal())
        case .autocorrelatedCPU:
            load = 0.95 * load + random.normal()
            return 40 + 2 * load
        case .hourlyJob:
            let isRunning = time.truncatingRemainder(dividingBy: 3600) < 300
            return 20 + 2 * random.normal() + (isRunning ? 40 : 0)
        case .dailyDeploys: return 50 + 10 * Double(Int(time / 86_400) % 3) + 2 * random.normal()
        }
    }
}
