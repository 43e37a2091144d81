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
        commandName: "detect", abstract: "Run one series through a detector.",
        discussion: """
            Reads timestamp,value with a header (epoch seconds or ISO 8601, UTC unless an offset is given) and writes one \
            row for each: timestamp,value,expected,lower,upper,score,confidence,alert. A row is written before the next \
            is read. Columns are found by these two names, whatever their order; others are ignored. Missing values \
            (empty, NaN, inf), rows that are not newer than the one before, and single rows far in the future are \
            written with score 0, neither judged nor learnt, and counted on standard error. A time or a value that is \
            neither ends the command with the number of its line.
            """)

    @Argument(help: ArgumentHelp("CSV file; - is standard input.", valueName: "file"))
    var file: String

    @Option(help: "\(DetectorKind.allCases.map(\.rawValue).joined(separator: ", ")).", transform: Self.kind)
    var detector = DetectorKind.adaptive

    @Option(help: "Above, Below or Both.", transform: Self.direction)
    var direction = Direction.both

    @Option(help: "Between two points, such as 1m. Default: learnt from the series.", transform: Self.span)
    var step: TimeSpan?

    @Option(help: "Points without an alert at the start. Default: the detector's own.")
    var warmup: Int?

    @Option(help: "1 is the usual threshold, 2 alerts at half of it, 0.5 at twice; 0.01 to 100.")
    var sensitivity = 1.0

    @Option(help: "Also draw the series, its band and the alerts.", completion: .file(extensions: ["svg"]))
    var plot: String?

    func validate() throws {
        guard (0.01...100).contains(sensitivity) else {
            throw ValidationError("--sensitivity must be within 0.01 and 100")
        }
        guard warmup.map({ $0 >= 0 }) ?? true else { throw ValidationError("--warmup must not be negative") }
        guard step.map({ $0.seconds > 0 }) ?? true else { throw ValidationError("--step must be longer than nothing") }
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
                // What was right up to the bad row is not held back.
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
        output.write("timestamp,value,expected,lower,upper,score,confidence,alert")
        while let row = try reader.next() {
            output.write(series.judge(row))
            if !reader.hasBufferedLine { output.flush() }
        }
    }

    private var configuration: DetectorConfiguration {
        DetectorConfiguration(
            kind: detector, direction: direction, step: step?.seconds, sensitivity: sensitivity, warmup: warmup)
    }

    private static func kind(_ text: String) throws -> DetectorKind {
        guard let kind = DetectorKind(rawValue: text) else {
            let known = DetectorKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is none of \(known)")
        }
        return kind
    }

    private static func direction(_ text: String) throws -> Direction {
        switch text {
        case "Above": return .above
        case "Below": return .below
        case "Both": return .both
        default: throw ValidationError("\"\(text)\" is none of Above, Below, Both")
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
            // Nobody reads any more, as with `| head`.
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
