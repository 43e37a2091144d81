// The tables of detectors on public data, through the command itself:
//
//     swift run -c release DetectorTables --evenkeel .build/release/evenkeel \
//         [--nab CHECKOUT] [--kpi FOLDER] [--cloud-monitoring FOLDER] [--detectors Adaptive,ZScore]
//
// NAB: a checkout of github.com/numenta/NAB, or any folder with data/*/*.csv and windows.json or
// labels/combined_windows.json. KPI: a CSV (or .csv.gz) a series, timestamp,value,label. Cloud monitoring: a checkout of
// github.com/microsoft/cloud-monitoring-dataset. Progress goes to standard error.

import Foundation

let options = Options(CommandLine.arguments.dropFirst())
guard let command = options["evenkeel"] else {
    fail("name the command: --evenkeel PATH, and a set: --nab, --kpi or --cloud-monitoring FOLDER")
}
let candidates =
    (options["detectors"] ?? "Adaptive,Seasonal,ZScore,MedianAbsoluteDeviation,InterquartileRange")
    .split(separator: ",").map { Candidate.detector(String($0), command: command) } + [.regular(every: 400)]

do {
    if let folder = options["nab"] { try nabTable(NABSeries.all(in: folder)) }
    if let folder = options["kpi"] { try kpiTable(LabelledSeries.all(in: folder)) }
    if let folder = options["cloud-monitoring"] { try cloudTable(LabelledSeries.all(in: folder)) }
} catch {
    fail("\(error)")
}

func nabTable(_ series: [NABSeries]) throws {
    print("\nNumenta's benchmark, \(series.count) series, its own scoring, alerts as they stand")
    print("| detector | standard | low FP | low FN |\n|---|---|---|---|")
    for candidate in candidates {
        let scores = try series.enumerated().map { index, one in
            progress("NAB", candidate, index, series.count)
            return one.scores(alerts: try candidate.alerts(on: one.points))
        }
        print("| \(candidate.name) | \(NABScore.text(NABScore.sum(scores))) |")
    }
    Published.nab.forEach { print("| \($0) |") }
}

func kpiTable(_ series: [LabelledSeries]) throws {
    print("\nAIOps-2018 KPI, \(series.count) series, alerts as they stand, delay of 7 points")
    print("| detector | point-adjusted F1 | event F1 | precision | recall | alarms |\n|---|---|---|---|---|---|")
    for candidate in candidates {
        let score = try EventScore.of(series, skipsStart: false, "KPI", candidate)
        print("| \(candidate.name) | \(score.pointAdjustedText) | \(score.eventText) |")
    }
    Published.kpi.forEach { print("| \($0) |") }
}

func cloudTable(_ series: [LabelledSeries]) throws {
    print("\ncloud-monitoring-dataset, \(series.count) series, alerts as they stand, after 15 % (at most 750 points)")
    print("| detector | event F1 | precision | recall | alarms |\n|---|---|---|---|---|")
    for candidate in candidates {
        let score = try EventScore.of(series, skipsStart: true, "cloud monitoring", candidate)
        print("| \(candidate.name) | \(score.eventText) |")
    }
}

func progress(_ set: String, _ candidate: Candidate, _ index: Int, _ count: Int) {
    // What is known already is shown before what takes minutes.
    fflush(nil)
    FileHandle.standardError.write(Data("\r\u{1B}[K\(set), \(candidate.name): \(index + 1) of \(count)".utf8))
    if index + 1 == count { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
}

func fail(_ text: String) -> Never {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(2)
}
