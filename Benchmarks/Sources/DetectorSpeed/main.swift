// Points per second and core of every detector: `swift run -c release DetectorSpeed`.
// One-minute steps with a daily and a weekly season, three weeks learnt before; processor time, best of three.

import Detection

let points = syntheticMinutes(420_000)
for kind in DetectorKind.allCases {
    var detector = makeDetector(DetectorConfiguration(kind: kind, step: 60))
    for point in points.prefix(30_000) { _ = detector.judge(point) }
    let clock = ProcessorClock()
    var best = 0.0
    for _ in 0..<3 {
        var copy = detector
        var alerts = 0
        let start = clock.seconds
        for point in points.dropFirst(30_000) where copy.judge(point).isAlert { alerts += 1 }
        let taken = clock.seconds - start
        if alerts >= 0 { best = max(best, Double(points.count - 30_000) / taken) }
    }
    print("\(kind.rawValue): \(Int(best)) points/s")
}
