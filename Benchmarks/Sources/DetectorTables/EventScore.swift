import Foundation

/// Counts over labelled series, by point and by event.
struct EventScore {
    private var truePoints = 0
    private var falsePoints = 0
    private var missedPoints = 0
    private var events = 0
    private var foundEvents = 0
    private var alarms = 0
    private var goodAlarms = 0

    static func of(
        _ series: [LabelledSeries], skipsStart: Bool, _ set: String, _ candidate: Candidate
    ) throws -> EventScore {
        var score = EventScore()
        for (index, one) in series.enumerated() {
            progress(set, candidate, index, series.count)
            let skip = skipsStart ? min(Int(0.15 * Double(one.points.count)), 750) : 0
            let alerts = try candidate.alerts(on: one.points)
            score.add(Array(alerts.dropFirst(skip)), Array(one.points.map(\.isLabelled).dropFirst(skip)))
        }
        return score
    }

    /// A segment counts as found, all its points, if an alert falls within 7 points of its start (the rule of the AIOps
    /// challenge). An alarm is good if it touches a segment widened by 3 points.
    private mutating func add(_ alerts: [Bool], _ labels: [Bool]) {
        let (truth, episodes) = (Self.runs(labels), Self.runs(alerts))
        falsePoints += zip(alerts, labels).count { $0 && !$1 }
        for segment in truth {
            let isFound = alerts[segment.lowerBound..<min(segment.upperBound, segment.lowerBound + 8)].contains(true)
            if isFound { truePoints += segment.count } else { missedPoints += segment.count }
        }
        events += truth.count
        foundEvents += truth.count { segment in episodes.contains { $0.overlaps(segment) } }
        alarms += episodes.count
        goodAlarms += episodes.count { episode in
            truth.contains { episode.lowerBound < $0.upperBound + 3 && episode.upperBound > $0.lowerBound - 3 }
        }
    }

    private static func runs(_ flags: [Bool]) -> [Range<Int>] {
        var (found, start) = ([Range<Int>](), Int?.none)
        for (index, flag) in (flags + [false]).enumerated() {
            if flag, start == nil { start = index }
            if !flag, let first = start {
                found.append(first..<index)
                start = nil
            }
        }
        return found
    }

    var pointAdjustedText: String {
        String(format: "%.3f", 2 * Double(truePoints) / Double(max(1, 2 * truePoints + falsePoints + missedPoints)))
    }

    var eventText: String {
        let precision = Double(goodAlarms) / Double(max(1, alarms))
        let recall = Double(foundEvents) / Double(max(1, events))
        let f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return String(format: "%.3f | %.2f | %.2f | \(alarms)", f1, precision, recall)
    }
}
