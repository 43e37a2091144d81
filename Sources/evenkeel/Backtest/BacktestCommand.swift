import ArgumentParser
import EvenkeelAPI
import EvenkeelBacktest
import FoundationEssentials
import JSONValue
import KubernetesTypes
import PrometheusClient
import YAML

struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest", abstract: "Play a policy over the past: what would it have done?",
        discussion: """
            The past is a Prometheus, or a folder of CSV files (timestamp,value with a header) that are named after the \
            policy's signals: SIGNAL.csv, or SIGNAL.errors.csv and SIGNAL.requests.csv where a signal has both. The engine \
            is the one that runs live, guardrails in the files included; it runs in Shadow, so nothing is changed.

            Times are ISO 8601, epoch seconds, or a length of time ago such as 7d. Incidents are a CSV file with the \
            header start,end,name, or a YAML list with these members.

            Exits with 1 where a demanded threshold is missed, 2 where the Prometheus refuses a query of the policy, 3 where \
            it cannot be reached.
            """)

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help:
            "YAML with policies, and with the guardrails, MetricSources, workloads, autoscalers, disruption budgets and namespaces that they meet; repeat for several files."
    )
    var files: [String]

    @Option(help: "The beginning.")
    var from: String

    @Option(help: "The end. Default: now.")
    var to = "now"

    @OptionGroup
    var source: PrometheusOptions

    @Option(help: "Folder of CSV files instead of a Prometheus.", completion: .directory)
    var data: String?

    @Option(help: "CSV or YAML with the incidents that there were.", completion: .file())
    var incidents: String?

    @Option(help: "Take alerts that fired in the Prometheus as incidents, such as 'severity=\"page\"'.")
    var incidentAlert: String?

    @Option(help: "How far outside of an incident a decision still belongs to it.", transform: Self.span)
    var tolerance = TimeSpan.minutes(5)

    @Option(
        help: "Also play this change of the policy, and show what it changes.", completion: .file(extensions: ["yaml"]))
    var compare: String?

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: OutputFormat = .table

    @Option(help: "Also write the report as one page for a browser.", completion: .file(extensions: ["html"]))
    var html: String?

    @Option(help: "The least share of incidents that must be found, such as 90%.", transform: Self.percentage)
    var requireRecall: Percentage?

    @Option(help: "The least share of acts that must lie in an incident.", transform: Self.percentage)
    var requirePrecision: Percentage?

    @Option(help: "The longest that the median decision may take, such as 3m.", transform: Self.span)
    var requireDecisionWithin: TimeSpan?

    func validate() throws {
        guard (source.prometheus == nil) != (data == nil) else {
            throw ValidationError("name the past by either --prometheus or --data")
        }
        guard incidentAlert == nil || source.prometheus != nil else {
            throw ValidationError("--incident-alert needs --prometheus; with --data use --incidents")
        }
        guard incidentAlert == nil || incidents == nil else {
            throw ValidationError("give either --incidents or --incident-alert")
        }
        let demands = requireRecall != nil || requirePrecision != nil || requireDecisionWithin != nil
        guard !demands || incidents != nil || incidentAlert != nil else {
            throw ValidationError("without --incidents or --incident-alert nothing can be required of the decisions")
        }
        _ = try range()
    }

    func run() async throws {
        try await reporting {
            let report = try await BacktestRun(command: self, range: try range()).report()
            switch output {
            case .table: print(report.table)
            case .json: print(report.json.prettyPrinted)
            case .yaml: print(YAML.write(report.json), terminator: "")
            }
            if let html { try write(report, to: html) }
            let missed = missed(report)
            let refused = report.refusedSignals
            for sentence in refused + missed { StandardError.write("evenkeel: \(sentence)") }
            if !refused.isEmpty { throw ExitCode.misconfigured }
            if !missed.isEmpty { throw ExitCode.no }
        }
    }

    private func write(_ report: BacktestReport, to path: String) throws {
        do {
            try Data(report.html.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(path) cannot be written; check the folder and its permissions", code: .misconfigured)
        }
    }

    func range() throws -> Span {
        let now = Timestamp(Date())
        func time(_ text: String, _ option: String) throws -> Timestamp {
            guard let time = TimeText.time(text, now: now) else {
                throw ValidationError(
                    "\"\(text)\" is no time for \(option); write 2026-11-14T00:00:00Z, epoch seconds, or 7d for seven days ago"
                )
            }
            // Whole seconds, so that evaluations fall on times that Prometheus knows.
            return Timestamp(secondsSince1970: time.secondsSince1970.rounded(.down))
        }
        let range = Span(from: try time(from, "--from"), to: try time(to, "--to"))
        guard range.from < range.to else {
            throw ValidationError("--from \(range.from) is not before --to \(range.to)")
        }
        return range
    }
}

// What is demanded of the decisions.
extension BacktestCommand {
    private func missed(_ report: BacktestReport) -> [String] {
        guard let score = report.comparison?.score ?? report.score else { return [] }
        var missed: [String] = []
        if let requireRecall {
            missed += Self.missed("recall", score.recall, requireRecall, "no incident lies in the range").map {
                score.blind == 0 ? $0 : "\($0); \(score.words)"
            }
        }
        // Who never acts never acts falsely.
        if let requirePrecision { missed += Self.missed("precision", score.precision ?? 1, requirePrecision, "") }
        if let requireDecisionWithin {
            let median = score.medianTimeToDecision
            if median.map({ $0 > requireDecisionWithin.seconds }) ?? true {
                let found = median.map { "took \(TimeSpan(seconds: $0))" } ?? "is unknown, since no incident was found"
                missed.append("the median decision \(found); at most \(requireDecisionWithin) is required")
            }
        }
        return missed
    }

    private static func missed(_ what: String, _ value: Double?, _ least: Percentage, _ unknown: String) -> [String] {
        guard let value else { return ["\(what) is unknown: \(unknown); \(least) is required"] }
        return value >= least.fraction ? [] : ["\(what) is \(Percentage(fraction: value)); \(least) is required"]
    }

    private static func span(_ text: String) throws -> TimeSpan {
        guard let span = TimeSpan(text) else { throw ValidationError("\"\(text)\" is not a duration such as 5m") }
        return span
    }

    private static func percentage(_ text: String) throws -> Percentage {
        guard let value = Percentage(text), value.fraction <= 1 else {
            throw ValidationError("\"\(text)\" is not a percentage such as 90%")
        }
        return value
    }
}
