import ArgumentParser
import Detection
import EvenkeelAPI
import EvenkeelBacktest
import FoundationEssentials
import KubernetesTypes

#if canImport(Glibc)
    import Glibc
#endif

struct DetectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "Run an anomaly detector on a CSV series.",
        discussion: HelpText.discussion(
            """
            Reads a CSV file with the columns timestamp and value in any order, and ignores other columns. Timestamps are \
            epoch seconds or ISO 8601, in UTC unless they have an offset. The command writes one row for each input row: \
            timestamp,value,expected,lower,upper,score,confidence,alert,notice,alert_lower,alert_upper,recovered. A notice is \
            what a person would want to see, outside of lower and upper. An alert has lasted long enough to act upon, outside \
            of alert_lower and alert_upper. The command writes a row before it reads the next one.

            Missing values (empty, NaN, inf), rows that are not newer than the previous row, and single rows far in the \
            future are written with score 0, excluded from detection and training, and counted on standard error. The \
            command exits at the first invalid timestamp or value and prints the line number.
            """,
            examples: [
                "evenkeel detect latency.csv --detector Seasonal --plot latency.svg",
                "tail -f latency.csv | evenkeel detect - --step 1m",
            ],
            exitCodes: [
                .done: "The series is complete.", .misconfigured: "The usage is wrong, or the file is not valid.",
            ]))

    @Argument(help: ArgumentHelp("Path of the CSV file; - is standard input.", valueName: "file"))
    var file: String

    @Option(
        help: "Detector: \(DetectorKind.allCases.map(\.rawValue).joined(separator: ", ")). Default: Adaptive.",
        transform: Self.kind)
    var detector = DetectorKind.adaptive

    @Option(help: "Direction of anomalies: Above, Below or Both. Default: Both.", transform: Self.direction)
    var direction = Direction.both

    @Option(help: "Time between two points, such as 1m. Default: computed from the series.", transform: Self.span)
    var step: TimeSpan?

    @Option(help: "Number of points at the start without alerts. Default: depends on the detector.")
    var warmup: Int?

    @Option(
        help: ArgumentHelp(
            "Divisor of the threshold: 2 alerts at half the threshold, 0.5 at twice the threshold; 0.01 to 100. Adaptive: "
                + "false alerts come as many times as often."))
    var sensitivity = 1.0

    @Option(
        help: "Accepted mean time between two false alerts of Adaptive on a healthy series. Default: 720h.",
        transform: Self.span)
    var meanTimeBetweenFalseAlerts = TimeSpan.hours(720)

    @Option(
        help: "Also draw the series, its band and the alerts as SVG to this path.",
        completion: .file(extensions: ["svg"]))
    var plot: String?

    func validate() throws {
        guard (0.01...100).contains(sensitivity) else {
            throw ValidationError("--sensitivity must be from 0.01 to 100")
        }
        guard warmup.map({ $0 >= 0 }) ?? true else { throw ValidationError("--warmup must not be negative") }
        guard step.map({ $0.seconds > 0 }) ?? true else { throw ValidationError("--step must be longer than 0s") }
    }

    func run() async throws {
        try await reporting {
            var reader = try SeriesReader(path: file)
            var series = JudgedSeries(
                detector: makeDetector(configuration), now: Timestamp(Date()).secondsSince1970, isSketched: plot != nil)
            var output = RowWriter()
            do {
                try Self.copy(&reader, through: &series, to: &output)
            } catch {
                // The rows before the wrong one are written.
                if series.rows > 0 { output.flush() }
                throw error
            }
            output.flush()
            if let notice = series.notice { StandardError.write("evenkeel: \(notice)") }
            if let plot, let sketch = series.sketch {
                try SeriesPlot(sketch: sketch, detector: detector.rawValue).write(to: plot)
            }
        }
    }

    private static func copy(
        _ reader: inout SeriesReader, through series: inout JudgedSeries, to output: inout RowWriter
    ) throws {
        output.write(
            "timestamp,value,expected,lower,upper,score,confidence,alert,notice,alert_lower,alert_upper,recovered")
        while let row = try reader.next() {
            output.write(series.judge(row))
            if !reader.hasBufferedLine { output.flush() }
        }
    }

    private var configuration: DetectorConfiguration {
        DetectorConfiguration(
            kind: detector, direction: direction, step: step?.seconds, sensitivity: sensitivity, warmup: warmup,
            falseActions: meanTimeBetweenFalseAlerts.seconds)
    }

    private static func kind(_ text: String) throws -> DetectorKind {
        guard let kind = DetectorKind(rawValue: text) else {
            let known = DetectorKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is not one of \(known)")
        }
        return kind
    }

    private static func direction(_ text: String) throws -> Direction {
        switch text {
        case "Above": return .above
        case "Below": return .below
        case "Both": return .both
        default: throw ValidationError("\"\(text)\" is not one of Above, Below, Both")
        }
    }

    private static func span(_ text: String) throws -> TimeSpan {
        guard let span = TimeSpan(text) else {
            throw ValidationError("\"\(text)\" is not a duration such as 30s or 1m")
        }
        return span
    }
}

/// Buffered until the input pauses, so that a million rows are fast and a slow pipe sees each row at once.
private struct RowWriter {
    private var buffer: [UInt8] = []

    mutating func write(_ row: String) {
        buffer += row.utf8
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > 1 << 16 { flush() }
    }

    mutating func flush() {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // The reader is gone, as with `| head`.
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
