import TimeSeries

/// A range query cut into pieces that Prometheus accepts: it refuses more than 11,000 points per series.
///
/// All is in whole milliseconds, as Prometheus counts, so that the pieces meet without a gap and without a point twice.
struct RangePieces: Sequence {
    struct Piece: Equatable {
        var start: Int
        var end: Int
    }

    static let maximumPoints = 11_000
    /// A million points per series are more than anybody reads, and a bound to memory.
    static let maximumPieces = 100

    let start: Int
    let end: Int
    let step: Int

    enum Failure: Error, Equatable {
        case notFinite
        case backwards
        case noStep
        case tooManyPoints(Int)
    }

    /// - Parameters: seconds; they are rounded to milliseconds.
    init(from: Double, to: Double, step: Double) throws(Failure) {
        guard let start = Self.milliseconds(from), let end = Self.milliseconds(to),
            let step = Self.milliseconds(step)
        else { throw .notFinite }
        guard end >= start else { throw .backwards }
        guard step > 0 else { throw .noStep }
        let points = (end - start) / step + 1
        guard points <= Self.maximumPoints * Self.maximumPieces else { throw .tooManyPoints(points) }
        self.start = start
        self.end = end
        self.step = step
    }

    private static func milliseconds(_ seconds: Double) -> Int? {
        // Up to the year 9999, far from any overflow.
        guard seconds.isFinite, abs(seconds) < 253_402_300_800 else { return nil }
        return Int((seconds * 1000).rounded())
    }

    func makeIterator() -> AnyIterator<Piece> {
        var next: Int? = start
        return AnyIterator {
            guard let start = next else { return nil }
            let last = start + (Self.maximumPoints - 1) * step
            next = last + step <= end ? last + step : nil
            return Piece(start: start, end: Swift.min(last, end))
        }
    }
}

extension RangePieces.Failure: CustomStringConvertible {
    var description: String {
        switch self {
        case .notFinite: "from, to and step must be finite times"
        case .backwards: "the range ends before it begins"
        case .noStep: "the step must be at least a millisecond"
        case .tooManyPoints(let count):
            "\(count) points per series are too many; the most is \(RangePieces.maximumPoints * RangePieces.maximumPieces)"
        }
    }
}

/// Joins the results of the pieces of a range query: samples of equal labels one after the other.
struct SeriesMerger {
    private(set) var result = QueryResult(kind: .matrix, series: [])
    private var positions: [[String: String]: Int] = [:]

    /// - Throws: where a range was not answered as one, or a piece has samples that belong into an earlier one.
    mutating func add(_ piece: QueryResult) throws(ResultParser.Failure) {
        guard piece.kind == .matrix else {
            throw .malformed("a range was asked for, and the answer is a \(piece.kind)")
        }
        for series in piece.series {
            if let position = positions[series.labels] {
                let last = result.series[position].samples.last?.time ?? -.infinity
                guard series.samples.first?.time ?? .infinity > last else {
                    throw .malformed("two series have the same labels and times")
                }
                result.series[position].samples += series.samples
            } else {
                positions[series.labels] = result.series.count
                result.series.append(series)
            }
        }
        for warning in piece.warnings where !result.warnings.contains(warning) { result.warnings.append(warning) }
        for info in piece.infos where !result.infos.contains(info) { result.infos.append(info) }
    }
}
