public import EvenkeelEngine
import FoundationEssentials
public import KubernetesTypes
import TimeSeries

/// The past from a folder of CSV files that are named after the signals: `SIGNAL.csv` for a query's value or an alert,
/// `SIGNAL.ROLE.csv` for each part of a query that has several (`errors.requests.csv`). With a policy's name before it
/// (`checkout.errors.requests.csv`) a file belongs to that policy alone.
///
/// A row is what the query gave at its time. An evaluation sees the newest row at or before it; one older than the
/// MetricSource's `staleAfter` is stale, as it would be live. A query for points has one for each step: the newest row
/// in it. Columns after the value are labels: rows with the same labels are one series.
public struct FilePast: Past {
    private let folder: String
    /// Every name that ends in `.csv`.
    private let names: Set<String>
    private var files: [String: SeriesFile] = [:]
    /// By policy, signal and role.
    private var found: [String: String] = [:]
    private let from: Double
    private let to: Double

    /// - Parameter besides: files in the folder that are no series, such as the incidents.
    public init(folder: String, besides: Set<String> = [], from: Timestamp, to: Timestamp) throws(SeriesFileError) {
        self.folder = folder
        self.from = from.secondsSince1970
        self.to = to.secondsSince1970
        do {
            names = Set(try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") })
                .subtracting(besides)
        } catch {
            throw SeriesFileError(file: folder, reason: "the folder cannot be read; check the path and its permissions")
        }
        guard !names.isEmpty else {
            throw SeriesFileError(file: folder, reason: "the folder contains no CSV file; name one after each signal")
        }
    }

    public mutating func answers(to request: EvaluationRequest) async throws(PastError) -> [Answer] {
        var answers: [Answer] = []
        for query in request.queries {
            do throws(SeriesFileError) {
                answers.append(try answer(query, request))
            } catch {
                throw .file(error)
            }
        }
        return answers
    }

    private mutating func answer(_ query: Query, _ request: EvaluationRequest) throws(SeriesFileError) -> Answer {
        if query.role == .sampledAt, !hasFile(query, request.policy) { return sampledAt(query, request) }
        let name = try fileName(query, request.policy)
        if files[name] == nil { files[name] = try SeriesFile(path: "\(folder)/\(name)") }
        let series =
            switch query.kind {
            case .instant: files[name]?.newest(at: request.at.secondsSince1970) ?? []
            case .samples(let seconds):
                files[name]?.samples(from: request.at.secondsSince1970 - seconds, to: request.at.secondsSince1970) ?? []
            case .range(let from, let to, let step):
                files[name]?.points(from: from.secondsSince1970, to: to.secondsSince1970, step: step) ?? []
            }
        guard query.role == .alerts else {
            return Answer(signal: query.signal, role: query.role, content: .series(series))
        }
        return Answer(signal: query.signal, role: query.role, content: Self.firing(series, name, request.at))
    }

    /// Rows have their own times, so that they say when they were taken.
    private func sampledAt(_ query: Query, _ request: EvaluationRequest) -> Answer {
        let own = found.filter { $0.key.hasPrefix("\(request.policy)/\(query.signal)/") }.values
        let at = request.at.secondsSince1970
        let newest = own.compactMap { name -> Double? in
            var file = files[name]
            return file?.newest(at: at).compactMap(\.samples.last?.time).max()
        }.min()
        let series = newest.map { [Series(samples: [.init(time: at, value: $0)])] } ?? []
        return Answer(signal: query.signal, role: query.role, content: .series(series))
    }

    private func hasFile(_ query: Query, _ policy: ObjectKey) -> Bool {
        let plain = Self.fileName(query.signal, query.role)
        return names.contains(plain) || names.contains("\(policy.name).\(plain)")
    }

    /// A row says whether the alert fires until the next one; after five minutes without a row nobody knows.
    private static func firing(_ series: [Series], _ name: String, _ now: Timestamp) -> Answer.Content {
        let age = series.compactMap(\.samples.last).map { now.secondsSince1970 - $0.time }.min()
        guard let age, age <= 300 else {
            return .failed("\(name) has no row in the five minutes before the evaluation")
        }
        return .series(series.filter { ($0.samples.last?.value ?? 0) > 0 })
    }
}

extension FilePast {
    private mutating func fileName(_ query: Query, _ policy: ObjectKey) throws(SeriesFileError) -> String {
        let key = "\(policy)/\(query.signal)/\(query.role.rawValue)"
        if let name = found[key] { return name }
        let plain = Self.fileName(query.signal, query.role)
        for name in ["\(policy.name).\(plain)", plain] where names.contains(name) {
            found[key] = name
            return name
        }
        let unused = names.subtracting(found.values).sorted().prefix(5).joined(separator: ", ")
        let others = unused.isEmpty ? "" : "; files without a signal: \(unused)"
        throw SeriesFileError(
            file: "\(folder)/\(plain)", reason: "signal \(query.signal) needs this file, but it does not exist\(others)"
        )
    }

    /// `errors.requests.csv`, or `latency.csv` where the query is all that the signal has.
    static func fileName(_ signal: String, _ role: Query.Role) -> String {
        role == .value || role == .alerts ? "\(signal).csv" : "\(signal).\(role.rawValue).csv"
    }

    public var notices: [String] {
        let unused = names.subtracting(found.values).sorted()
        let strangers = unused.isEmpty ? [] : ["no signal uses \(unused.prefix(10).joined(separator: ", "))"]
        return files.sorted { $0.key < $1.key }.flatMap { notices($0.key, $0.value) } + strangers
    }

    private func notices(_ name: String, _ file: SeriesFile) -> [String] {
        var notices: [String] = []
        if file.missing.count > 0 {
            notices.append(
                "\(name): \(file.missing.count) rows without a value were ignored (first: line \(file.missing.line))")
        }
        let first = file.columns.compactMap(\.times.first).min() ?? .infinity
        let last = file.columns.compactMap(\.times.last).max() ?? -.infinity
        if first > to || last < from {
            notices.append("\(name) has no row in the time range")
        } else if first > from + 3600 || last < to - 3600 {
            let span = "\(Timestamp(secondsSince1970: first)) to \(Timestamp(secondsSince1970: last))"
            notices.append("\(name) covers only \(span)")
        }
        return notices
    }
}
