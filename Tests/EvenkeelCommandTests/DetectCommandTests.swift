import CommandTestSupport
import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("detect")
struct DetectCommandTests {
    /// A calm series with one spike.
    private static func series(_ count: Int, spikeAt spike: Int) -> String {
        "timestamp,value\n"
            + (0..<count).map { index in
                let value = (spike..<spike + 5).contains(index) ? 500 : 100 + index * 7 % 5
                return "\(1_700_000_000 + index * 60),\(value)\n"
            }.joined()
    }

    @Test(
        "every detector notices the spike, alerts when it stands, and writes a row with both bands for each point",
        arguments: [
            "Adaptive", "ZScore", "InterquartileRange", "MedianAbsoluteDeviation", "Seasonal",
        ])
    func spike(detector: String) async throws {
        let input = Self.series(800, spikeAt: 700)
        let outcome = try await Evenkeel.run("detect", "--detector", detector, "-", input: input)
        #expect(outcome.code == 0 && outcome.error == "")
        let rows = Rows(outcome.output)
        #expect(
            rows.header == [
                "timestamp", "value", "expected", "lower", "upper", "score", "confidence", "alert", "notice",
                "alert_lower", "alert_upper", "recovered",
            ])
        #expect(rows.all.count == 800)
        #expect(rows.column("notice")[700] == "1" && rows.column("alert")[700] == "0")
        #expect(rows.column("alert")[700..<705].contains("1"))
        let judged = rows.all.suffix(100).map { $0.compactMap(Double.init) }
        #expect(judged.allSatisfy { $0.count == 12 && $0[3] <= $0[2] && $0[2] <= $0[4] && $0[5] >= 0 })
        #expect(judged.allSatisfy { $0[7] == 0 || $0[1] < $0[9] || $0[1] > $0[10] })
        #expect(Double(rows.column("confidence")[700]) ?? 0 > 0.99)
    }

    @Test("the call in docs/backtesting.md works")
    func documented() async throws {
        let calls = try Readme.load("docs/backtesting.md").blocks.flatMap(\.commands).filter {
            $0.hasPrefix("evenkeel detect")
        }
        #expect(calls.count == 1)
        let folder = try TemporaryFolder()
        try folder.write("latency.csv", Self.series(800, spikeAt: 700))
        for call in calls {
            let words = call.split(separator: " ").dropFirst().map(String.init)
            let outcome = try await Evenkeel.run(program: Evenkeel.path, words, folder: folder.path)
            #expect(outcome.code == 0 && outcome.error == "", "\(outcome.error)")
            #expect(Rows(outcome.output).column("alert")[700..<705].contains("1"))
            #expect(try String(contentsOfFile: "\(folder.path)/latency.svg", encoding: .utf8).hasPrefix("<svg"))
        }
    }

    @Test("the direction and the sensitivity are obeyed")
    func options() async throws {
        let input = Self.series(800, spikeAt: 700)
        let below = try await Evenkeel.run("detect", "--direction", "Below", "-", input: input)
        #expect(!Rows(below.output).column("alert")[700..<705].contains("1"))
        let dull = try await Evenkeel.run(
            "detect", "--detector", "ZScore", "--sensitivity", "0.01", "-", input: input)
        #expect(!Rows(dull.output).column("alert").contains("1"))
        let late = try await Evenkeel.run("detect", "--detector", "ZScore", "--warmup", "750", "-", input: input)
        #expect(!Rows(late.output).column("alert")[700..<705].contains("1"))
    }

    @Test("a row is written before the next one is read")
    func streaming() async throws {
        let (input, writer) = try FileDescriptor.pipe()
        let (reader, output) = try FileDescriptor.pipe()
        defer { try? reader.close() }
        let result = try await Subprocess.run(
            .path(FilePath(Evenkeel.path)), arguments: ["detect", "-"],
            input: .fileDescriptor(input, closeAfterSpawningProcess: true),
            output: .fileDescriptor(output, closeAfterSpawningProcess: true), error: .discarded
        ) { _ in
            defer { try? writer.close() }
            try writer.writeAll("timestamp,value\n".utf8)
            for index in 0..<40 {
                try writer.writeAll("\(index * 60),1\n".utf8)
                // The first answer brings the header along.
                if index == 0 { #expect(try Self.line(from: reader).hasPrefix("timestamp,value,expected")) }
                #expect(try Self.line(from: reader).hasPrefix("\(index * 60),1.0,"))
            }
        }
        #expect(result.terminationStatus == .exited(0))
    }

    /// Waits for a line, half a minute at most.
    private static func line(from descriptor: FileDescriptor) throws -> String {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "\n") {
            var waiting = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 30_000) > 0 else { throw StreamFailure.noRow }
            let count = try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { one in
                let count = try descriptor.read(into: one)
                bytes += one.prefix(count)
                return count
            }
            guard count > 0 else { throw StreamFailure.ended }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a plot shows the series, its band and the alerts, in a bounded number of columns")
    func plot() async throws {
        let folder = try TemporaryFolder()
        let series = try folder.write("series.csv", Self.series(6_000, spikeAt: 5_000))
        let file = "\(folder.path)/plot.svg"
        let outcome = try await Evenkeel.run("detect", "--detector", "ZScore", "--plot", file, series)
        #expect(outcome.code == 0)
        let svg = try String(contentsOfFile: file, encoding: .utf8)
        #expect(svg.contains("ZScore: 6000 points, "))
        #expect(svg.contains("<title>2023-11-18T09:33:20Z: 500</title>") && svg.contains("prefers-color-scheme:dark"))
        let line = svg.split(separator: "\n").last { $0.contains("class=\"line\" d=\"M") } ?? ""
        #expect(line.split(separator: "L").count > 1_000 && line.split(separator: "L").count <= 4_801)
    }

    @Test("a plot that cannot be written is reported")
    func unwritablePlot() async throws {
        let outcome = try await Evenkeel.run(
            "detect", "--plot", "/nowhere/plot.svg", "-", input: "timestamp,value\n60,1\n")
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("/nowhere/plot.svg cannot be written"))
    }
}

private enum StreamFailure: Error { case noRow, ended }
