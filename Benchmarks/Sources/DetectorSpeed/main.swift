// Points per second and core of every detector: `swift run -c release DetectorSpeed [rounds]`.
// One-minute steps with a daily and a weekly season, three weeks learnt before; processor time. The detectors take turns,
// so that what else the machine does meets them all, and the median of the rounds is shown with the slowest and fastest.

import Detection
import TimeSeries

let rounds = max(1, CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 9)
let points = syntheticMinutes(420_000)
let learnt = 30_000
let clock = ProcessorClock()

let detectors = DetectorKind.allCases.map { kind in
    var detector = makeDetector(DetectorConfiguration(kind: kind, step: 60))
    for point in points.prefix(learnt) { _ = detector.judge(point) }
    return (kind: kind, detector: detector)
}
var speeds = [DetectorKind: [Double]]()
for _ in 0..<rounds {
    for (kind, detector) in detectors { speeds[kind, default: []].append(speed(of: detector)) }
}
print("| detector | points per second, median of \(rounds) | slowest | fastest |")
print("|---|---|---|---|")
for (kind, _) in detectors {
    let sorted = (speeds[kind] ?? []).sorted()
    print(
        "| `\(kind.rawValue)` | \(text(sorted[sorted.count / 2])) | \(text(sorted[0])) | \(text(sorted[sorted.count - 1])) |"
    )
}

func speed(of detector: any Detector) -> Double {
    var detector = detector
    var alerts = 0
    let start = clock.seconds
    for point in points.dropFirst(learnt) where detector.judge(point).isAlert { alerts += 1 }
    let taken = clock.seconds - start
    // The count is used, so that the work cannot be left out.
    return alerts >= 0 ? Double(points.count - learnt) / taken : 0
}

func text(_ speed: Double) -> String {
    speed >= 1e6 ? "\((speed / 1e5).rounded() / 10) M" : "\(Int((speed / 1e3).rounded())) k"
}
