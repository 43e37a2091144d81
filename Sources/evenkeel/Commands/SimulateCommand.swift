import ArgumentParser
import EvenkeelSimulation
import FoundationEssentials

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run the fault-injection simulation and check the safety promises.",
        discussion: HelpText.discussion(
            """
            Each seed is one simulated cluster with workloads, metrics, users, other controllers and two replicas of the \
            operator. Faults are injected at every effect. The simulation checks the promises S1 to S12 after each step, \
            and at the end that no remediation is stuck. The same seed gives the same result. If a promise is broken, the \
            command prints how to replay the seed.
            """,
            examples: ["evenkeel simulate --seeds 1000 --hours 240", "evenkeel simulate --seeds 1 --from 42"],
            exitCodes: [
                .done: "All promises are kept.", .no: "A promise is broken.",
                .misconfigured: "The options are not valid.",
            ]))

    enum Output: String, ExpressibleByArgument, CaseIterable { case table, json }

    @Option(help: "Number of simulated clusters.")
    var seeds: UInt64 = 100

    @Option(help: "First seed.")
    var from: UInt64 = 1

    @Option(help: "Simulated hours of each cluster, 24 or more.")
    var hours = Simulation.defaultHours

    @Option(help: "Number of clusters that are simulated at the same time. Default: one for each core.")
    var jobs: Int?

    @Option(name: .shortAndLong, help: "Output format: table or json.")
    var output = Output.table

    func validate() throws {
        guard seeds > 0, from <= UInt64.max - seeds else { throw ValidationError("--seeds must be 1 or more") }
        guard hours >= 24, hours <= 100_000 else { throw ValidationError("--hours must be from 24 to 100000") }
        guard jobs.map({ (1...256).contains($0) }) ?? true else {
            throw ValidationError("--jobs must be from 1 to 256")
        }
    }

    func run() async throws {
        let campaign = Campaign(
            seeds: from..<from + seeds, hours: hours, width: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
        let bar = ProgressBar(worlds: seeds, hours: hours)
        let report = await campaign.run { report in
            bar.show(report)
            return true
        }
        bar.end()
        let text = CampaignText(report: report, seconds: bar.seconds, hoursOfEach: hours)
        print(output == .json ? try text.json() : text.table)
        if !report.failures.isEmpty { throw ExitCode.no }
    }
}

/// Shows the progress on a terminal.
private struct ProgressBar {
    let worlds: UInt64
    let hours: Double
    private let begin = ContinuousClock.now

    init(worlds: UInt64, hours: Double) {
        self.worlds = worlds
        self.hours = hours
    }

    var seconds: Double { max(0.001, (ContinuousClock.now - begin) / .seconds(1)) }

    func show(_ report: CampaignReport) {
        guard Terminal.isErrorTerminal else { return }
        let share = Double(report.finished) / Double(max(1, worlds))
        let filled = Int(share * 30)
        let pace = report.simulatedHours / seconds
        let rest = pace > 0 ? Int((Double(worlds) * hours - report.simulatedHours) / pace) : 0
        StandardError.writePart(
            "\r[" + String(repeating: "=", count: filled) + String(repeating: " ", count: 30 - filled) + "] "
                + "\(report.finished) of \(worlds) worlds, \(Int(pace)) h/s, \(max(0, rest)) s left   ")
    }

    func end() {
        if Terminal.isErrorTerminal { StandardError.write("") }
    }
}

/// A campaign's report for people and for programs.
private struct CampaignText {
    let report: CampaignReport
    let seconds: Double
    let hoursOfEach: Double

    private struct Document: Encodable {
        var worlds: UInt64
        var simulatedHours: Double
        var seconds: Double
        var tally: Tally
        var breaches: [String: [Breach]]
    }

    func json() throws -> String {
        let breaches = Dictionary(
            report.failures.map { ("\($0.seed)", $0.breaches) }, uniquingKeysWith: { first, _ in first })
        let document = Document(
            worlds: report.finished, simulatedHours: report.simulatedHours, seconds: seconds, tally: report.tally,
            breaches: breaches)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    var table: String {
        var lines: [String] = []
        for (title, counts) in [
            ("Faults", report.tally.faults), ("What happened", report.tally.events),
            ("Remediations ended", report.tally.outcomes), ("Work", report.tally.counts),
        ] {
            lines.append(title)
            for (name, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) where count > 0 {
                let digits = "\(count)"
                lines.append("  " + String(repeating: " ", count: max(0, 10 - digits.count)) + digits + "  " + name)
            }
        }
        lines.append(
            "\(report.finished) worlds, \(Int(report.simulatedHours)) simulated hours in \(Int(seconds)) s "
                + "(\(Int(report.simulatedHours / seconds)) hours a second)")
        for failure in report.failures { lines += describe(failure) }
        lines.append(report.failures.isEmpty ? "Every promise was kept." : "A promise was broken.")
        return lines.joined(separator: "\n")
    }

    private func describe(_ failure: SeedReport) -> [String] {
        ["", "Seed \(failure.seed):"] + failure.trace.suffix(40).map { "  " + $0 }
            + failure.breaches.map { "  \($0.promise.rawValue) (\($0.checker)): \($0.message)" }
            + ["  replay: evenkeel simulate --seeds 1 --from \(failure.seed) --hours \(Int(hoursOfEach))"]
    }
}
