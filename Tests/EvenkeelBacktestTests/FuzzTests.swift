import Detection
import EvenkeelBacktest
import FuzzSupport
import Glibc
import KubernetesTypes
import Testing
import TimeSeries

@Suite("Strange files of the past") struct FuzzTests {
    private static let series = [
        "timestamp,value\n1772625600,1.5\n1772625630,2\n1772625660,\n1772625690,NaN\n",
        "value,time,pod\r\n3,2026-03-04T12:00:00Z,a\r\n4,2026-03-04T12:00:30Z,\"b\"\r\n",
        "\u{FEFF}Date,Value\n2026-03-04,1e3\n",
    ]

    @Test("a series of any bytes gives rows with a time, or an error with the file and its line")
    func series() throws {
        let folder = try Folder()
        let path = "\(folder.path)/series.csv"
        let generator = InputGenerator(
            Self.series, tokens: [",", ",,", "\r\n", "\"", "2026-03-04T12:00:00Z", "timestamp"])
        try Fuzzing("series", rounds: 300).run(generator) { input in
            Self.write(input, path)
            let lines = input.count(where: { $0 == 0x0A }) + 1
            do throws(SeriesFileError) {
                var reader = try SeriesReader(path: path)
                while let row = try reader.next() {
                    guard row.point.time.isFinite, row.line <= lines else {
                        throw SeriesFileError(file: "", reason: "row \(row)")
                    }
                }
            } catch {
                guard error.file == path, (error.line ?? 1) <= lines, error.description.utf8.count < 2000 else {
                    throw Broken("\(error.description.prefix(300))")
                }
            }
        }
    }

    private static let incidents = [
        "start,end,name\n1970-01-01T00:16:40Z,2000,\"a, b\"\n3000,,open\n",
        "- {start: 1000, end: 2000, name: 'a, b'}\n- {start: \"1970-01-01T00:50:00Z\", name: open}\n",
    ]

    @Test("incidents of any bytes end after they start, or there is an error with the file")
    func incidents() throws {
        let generator = InputGenerator(Self.incidents, tokens: [",", "\n", "start,end,name\n", "- {start: "])
        try Fuzzing("incidents", rounds: 300).run(generator) { input in
            for name in ["a.csv", "a.yaml"] {
                do throws(SeriesFileError) {
                    let incidents = try IncidentFile.read(input, name: name, until: Timestamp(secondsSince1970: 9000))
                    for incident in incidents where incident.span.from > incident.span.to {
                        throw SeriesFileError(file: "", reason: "\(incident)")
                    }
                } catch {
                    guard error.file == name, error.description.utf8.count < 2000 else {
                        throw Broken("\(error.description.prefix(300))")
                    }
                }
            }
            _ = TimeText.time(String(decoding: input, as: UTF8.self), now: Timestamp(secondsSince1970: 0))
        }
    }

    private static func write(_ bytes: [UInt8], _ path: String) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}
