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
        commandName: "backtest", abstract: "Evaluate a policy against historical metrics.",
        discussion: HelpText.discussion(
            """
            The metrics come from a Prometheus, or from a directory of CSV files with the header timestamp,value. The \
            files have the names of the signals: SIGNAL.csv, or SIGNAL.errors.csv and SIGNAL.requests.csv if a signal has \
            both queries. The command uses the engine of the operator, with the guardrails from the files, in mode \
            Shadow: it changes nothing.

            Times are ISO 8601, epoch seconds, or a duration before now such as 7d. Incidents are a CSV file with the \
            header start,end,name, or a YAML list with these fields.
            """,
            examples: [
                "evenkeel backtest -f policy.yaml --prometheus http://localhost:9090 --from 7d",
                "evenkeel backtest -f policy.yaml --data series/ --from 2026-11-01T00:00:00Z \\",
                "    --incidents incidents.csv --require-recall 90% --require-precision 95%",
            ],
            exitCodes: [
                .done: "The report is complete, and all required thresholds are reached.",
                .no: "A required threshold is missed.",
                .misconfigured:
                    "The usage is wrong, a file is not valid, or the Prometheus rejects a query of the policy.",
                .unreachable: "The Prometheus is unreachable.",
            ]))

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help:
            "YAML file with policies, and with their guardrails, MetricSources, workloads, autoscalers, disruption budgets and namespaces; repeat for several."
    )
    var files: [String]

    @Option(help: "Start of the time range.")
    var from: String

    @Option(help: "End of the time range.")
    var to = "now"

    @OptionGroup
    var source: PrometheusOptions

    @Option(help: "Directory of CSV files, instead of a Prometheus.", completion: .directory)
    var data: String?

    @Option(help: "CSV or YAML file with known incidents.", completion: .file())
    var incidents: String?

    @Option(help: "Use the alerts of the Prometheus with these labels as incidents, such as 'severity=\"page\"'.")
    var incidentAlert: String?

    @Option(
        help: "Time before and after an incident in which a decision still belongs to it. Default: 5m.",
        transform: Self.span)
    var tolerance = TimeSpan.minutes(5)

    @Option(
        help: "YAML file with a changed policy. The report shows the differences.",
        completion: .file(extensions: ["yaml"]))
    var compare: String?

    @Option(name: .shortAndLong, help: "Output format: table, json or yaml.")
    var output: OutputFormat = .table

    @Option(help: "Also write the report as an HTML page to this path.", completion: .file(extensions: ["html"]))
    var html: String?

    @Option(help: "Minimum recall: the share of incidents with a decision, such as 90%.", transform: Self.percentage)
    var requireRecall: Percentage?

    @Option(
        help: "Minimum precision: the share of actions within an incident, such as 95%.", transform: Self.percentage)
    var requirePrecision: Percentage?

    @Option(
        help: "Maximum median time from the start of an incident to the decision, such as 3m.", transform: Self.span)
    var requireDecisionWithin: TimeSpan?

    func validate() throws {
        guard (source.prometheus == nil) != (data == nil) else {
            throw ValidationError("use either --prometheus or --data")
        }
        guard incidentAlert == nil || source.prometheus != nil else {
            throw ValidationError("--incident-alert needs --prometheus; with --data use --incidents")
        }
        guard incidentAlert == nil || incidents == nil else {
            throw ValidationError("use either --incidents or --incident-alert")
        }
        let demands = requireRecall != nil || requirePrecision != nil || requireDecisionWithin != nil
        guard !demands || incidents != nil || incidentAlert != nil else {
            throw ValidationError("the --require options need --incidents or --incident-alert")
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
                    "\"\(text)\" is not a time for \(option); write 2026-11-14T00:00:00Z, epoch seconds, or 7d for seven days ago"
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

// The required thresholds.
extension BacktestCommand {
    private func missed(_ report: BacktestReport) -> [String] {
        guard let score = report.comparison?.score ?? report.score else { return [] }
        var missed: [String] = []
        if let requireRecall {
            missed += Self.missed("recall", score.recall, requireRecall, "no incident is in the time range").map {
                score.blind == 0 ? $0 : "\($0); \(score.words)"
            }
        }
        // A policy without actions has no false action.
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
