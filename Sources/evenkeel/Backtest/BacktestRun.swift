import EvenkeelAPI
import EvenkeelBacktest
import FoundationEssentials
import KubernetesTypes
import PrometheusClient

/// One call of `backtest`, from its options to the report.
struct BacktestRun {
    let command: BacktestCommand
    let range: Span

    func report() async throws -> BacktestReport {
        let documents = try BacktestDocuments(files: command.files)
        let changed = try command.compare.map { documents.changed(by: try BacktestDocuments(files: [$0])) }
        do {
            let incidents = try await incidents()
            let record = try await play(documents, "")
            let other =
                if let changed { try await play(changed, "with the change: ") } else { Optional<BacktestRecord>.none }
            return BacktestReport(
                record, incidents: incidents, tolerance: command.tolerance.seconds, comparedWith: other)
        } catch let error as PastError {
            switch error {
            case .unreachable: throw CommandFailure("\(error)", code: .unreachable)
            case .file, .misconfigured: throw CommandFailure("\(error)", code: .misconfigured)
            case .cancelled: throw CommandFailure("\(error)", code: .no)
            }
        } catch let error as PrometheusError {
            let isMine = error.isAboutQuery || [.unauthorised, .badAddress].contains(error.kind)
            throw CommandFailure("\(error)", code: isMine ? .misconfigured : .unreachable)
        }
    }

    private func play(_ documents: BacktestDocuments, _ title: String) async throws -> BacktestRecord {
        let setup = try documents.setup(range)
        let line = ProgressLine(title: title)
        defer { line.clear() }
        var backtest = Backtest(setup)
        if let folder = command.data {
            var past = try FilePast(folder: folder, besides: besides(folder), from: range.from, to: range.to)
            return try await backtest.run(&past) { line.show($0) }
        }
        var past = RangePast(client: try command.source.client(), setup: setup)
        return try await backtest.run(&past) { line.show($0) }
    }

    /// The file of the incidents may be in the directory of the series.
    private func besides(_ folder: String) -> Set<String> {
        guard let file = command.incidents else { return [] }
        return [URL(filePath: file).lastPathComponent]
    }

    private func incidents() async throws -> [Incident]? {
        if let file = command.incidents {
            return try IncidentFile.read(try InputFile.read(file), name: file, until: range.to)
        }
        guard let matcher = command.incidentAlert else { return nil }
        return try await AlertIncidents.read(try command.source.client(), matcher: matcher, range: range)
    }
}

/// One line on a terminal that says how far it is; nothing without a terminal.
private struct ProgressLine {
    let title: String

    func show(_ share: Double) {
        guard Terminal.isErrorTerminal else { return }
        let width = 40
        let done = Int(share * Double(width))
        let bar = String(repeating: "#", count: done) + String(repeating: ".", count: width - done)
        StandardError.writePart("\r\(title)\(bar) \(Int(share * 100)) %")
    }

    func clear() {
        if Terminal.isErrorTerminal { StandardError.writePart("\r\u{1B}[K") }
    }
}
