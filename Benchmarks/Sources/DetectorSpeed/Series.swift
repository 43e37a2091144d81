import Detection
import TimeSeries

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

func syntheticMinutes(_ count: Int) -> [Sample] {
    var state: UInt64 = 1
    func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) * 0x1p-53
    }
    return (0..<count).map { index in
        let time = 1.7e9 + Double(index) * 60
        let season = 30 * sin(time / 86_400 * 2 * .pi) + 10 * sin(time / 604_800 * 2 * .pi)
        let noise = 5 * (uniform() + uniform() + uniform() - 1.5) + (uniform() < 0.001 ? 60 : 0)
        return Sample(time: time, value: 100 + season + noise)
    }
}

/// Processor time of this process, so that a busy machine disturbs little.
struct ProcessorClock {
    var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
