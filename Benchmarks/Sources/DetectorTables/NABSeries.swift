import Foundation

/// A series of Numenta's benchmark with its true windows (indices, both ends included).
struct NABSeries {
    var points: [SeriesPoint]
    var windows: [ClosedRange<Int>]

    static func all(in folder: String) throws -> [NABSeries] {
        let labels = ["windows.json", "labels/combined_windows.json"].map { "\(folder)/\($0)" }
        guard let path = labels.first(where: FileManager.default.fileExists) else {
            throw RunFailure("\(folder) has neither windows.json nor labels/combined_windows.json")
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let windows = try JSONDecoder().decode([String: [[String]]].self, from: data)
        return try windows.keys.sorted().map { name in
            let points = try SeriesPoint.read("\(folder)/data/\(name)")
            let places = Dictionary(points.enumerated().map { ($1.time, $0) }, uniquingKeysWith: { first, _ in first })
            let ranges = try (windows[name] ?? []).map { window in
                let ends = window.compactMap { places[String($0.prefix(19))] }
                guard ends.count == 2, ends[0] <= ends[1] else {
                    throw RunFailure("\(name): the window \(window) does not begin and end at points of the series")
                }
                return ends[0]...ends[1]
            }
            return NABSeries(points: points, windows: ranges)
        }
    }

    /// What Numenta's scorer adds for each profile (nab/sweeper.py and nab/scorer.py; Lavin and Ahmad 2015): a first
    /// alert in a window earns by how early it is, one outside costs more the farther it is behind the last window.
    func scores(alerts: [Bool]) -> NABScore {
        let warmup = min(Int(0.15 * Double(points.count)), 750)
        let weights = pointWeights
        var score = NABScore(windows: windows.count)
        for index in alerts.indices.dropFirst(warmup) where alerts[index] && !windows.contains(where: { $0 ~= index }) {
            score.falseAlarms += weights[index]
        }
        for window in windows {
            if let hit = window.first(where: { $0 >= warmup && alerts[$0] }) {
                score.hits += weights[hit]
            } else {
                score.misses += 1
            }
        }
        return score
    }

    private var pointWeights: [Double] {
        var weights = [Double](repeating: -1, count: points.count)
        var last: ClosedRange<Int>?
        for index in points.indices {
            if let window = windows.first(where: { $0 ~= index }) {
                let position = -Double(window.upperBound - index + 1) / Double(window.count)
                weights[index] = Self.sigmoid(position) / Self.sigmoid(-1)
                last = window
            } else if let last {
                weights[index] = Self.sigmoid(Double(index - last.upperBound) / Double(last.count - 1))
            }
        }
        return weights
    }

    private static func sigmoid(_ x: Double) -> Double { x > 3 ? -1 : 2 / (1 + exp(5 * x)) - 1 }
}

/// Sums for the three profiles of Numenta's benchmark.
struct NABScore {
    var hits = 0.0
    var falseAlarms = 0.0
    var misses = 0.0
    var windows: Int

    static func sum(_ scores: [NABScore]) -> NABScore {
        scores.reduce(into: NABScore(windows: 0)) { sum, next in
            sum.hits += next.hits
            sum.falseAlarms += next.falseAlarms
            sum.misses += next.misses
            sum.windows += next.windows
        }
    }

    /// 0 for a detector that never alerts, 100 for a perfect one.
    func normalised(falseAlarm: Double, miss: Double) -> Double {
        let count = Double(windows)
        let raw = hits + falseAlarm * falseAlarms - miss * misses
        return 100 * (raw + miss * count) / (count + miss * count)
    }

    static func text(_ score: NABScore) -> String {
        [(0.11, 1.0), (0.22, 1), (0.11, 2)].map {
            String(format: "%.1f", score.normalised(falseAlarm: $0.0, miss: $0.1))
        }
        .joined(separator: " | ")
    }
}
