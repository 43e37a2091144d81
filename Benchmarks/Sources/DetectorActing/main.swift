// Is a detector fit to act upon? `swift run -c release DetectorActing [detector] [days] [first seed] [seeds]`.
//
// Alerts on series that are healthy by construction are false: episodes of alerts at most five minutes apart are counted.
// Trouble that is added once a day in the second half is found if an alert comes before it ends. No alert or notice may lie
// inside the band that is shown for it.

import Detection
import TimeSeries

let arguments = CommandLine.arguments.dropFirst()
let kind = arguments.first.flatMap { DetectorKind(rawValue: $0) } ?? .adaptive
let numbers = arguments.compactMap { Int($0) }
let days = numbers.first ?? 14
let seeds =
    UInt64(
        numbers.dropFirst().first ?? 1000)..<UInt64(
        (numbers.dropFirst().first ?? 1000) + (numbers.dropFirst(2).first ?? 4))
var tally = ActingTally()
for healthy in HealthyKind.allCases {
    for seed in seeds {
        let series = healthy.series(days: days, seed: seed)
        tally.takeHealthy(judgements(of: series), series, of: healthy)
        for trouble in Trouble.allCases {
            var troubled = series
            let spans = trouble.add(to: &troubled, days: days, seed: seed)
            tally.takeTroubled(judgements(of: troubled), spans, of: trouble)
        }
    }
}
tally.report(days: days, seeds: seeds.count)

func judgements(of series: [Sample]) -> [Judgement] {
    var detector = makeDetector(DetectorConfiguration(kind: kind, step: HealthyKind.step))
    return series.map { detector.judge($0) }
}
