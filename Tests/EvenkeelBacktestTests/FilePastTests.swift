import EvenkeelAPI
import EvenkeelEngine
import FoundationEssentials
import KubernetesTypes
import Testing
import TimeSeries

@testable import EvenkeelBacktest

@Suite("Files of the past")
struct FilePastTests {
    private let folder: Folder
    private let start = Timestamp(secondsSince1970: 1_000_000)

    init() throws { folder = try Folder() }

    private func ask(_ role: Query.Role = .value, _ kind: Query.Kind = .instant, at seconds: Double) async throws
        -> Answer
    {
        var past = try FilePast(folder: folder.path, from: start, to: start + 3600)
        let request = EvaluationRequest(
            policy: ObjectKey(namespace: "shop", name: "checkout"), target: TargetReference(name: "checkout"),
            at: Timestamp(secondsSince1970: seconds),
            queries: [Query(signal: "s", role: role, source: "default", expression: "x", kind: kind)])
        return try #require(try await past.answers(to: request).first)
    }

    static let broken: [(String, String)] = [
        ("", ":1: the file is empty"),
        ("timestamp,value\n", "the file has a header but no row"),
        ("1000,1\n", ":1: the first line is a row"),
        ("timestamp,value\n1000,1\nyesterday,2\n", ":3: \"yesterday\" is neither epoch seconds nor ISO 8601"),
        ("timestamp,value\n1000,many\n", ":2: \"many\" is not a number"),
        ("timestamp,value\n1000,1\n1000,2\n", ":3: the row has the time of a row before it"),
        ("timestamp,value\n1000,1\n\n900,2\n", ":4: the row is older than a row before it"),
        ("timestamp,value\n1000\n", ":2: a row needs timestamp,value"),
        ("timestamp,value\n1700000000000,1\n", ":2: 1700000000000 is after the year 5000"),
        ("timestamp;value\n1000;1\n", ":1: a header such as timestamp,value is needed"),
        ("\u{0}\u{1}\u{2}", ":1: a header such as timestamp,value is needed"),
    ]

    @Test("an error in a file is reported with its line", arguments: broken)
    func wrong(text: String, says: String) async throws {
        try folder.write("s.csv", text)
        let error = await #expect(throws: PastError.self) { try await ask(at: 1_000_000) }
        #expect("\(try #require(error))".contains(says))
    }

    @Test("an evaluation sees the newest row at or before it, with the row's own time")
    func newest() async throws {
        try folder.write("s.csv", "timestamp,value\n1000000,1\n1000060,2\n1000120,\n")
        for (time, value) in [(1_000_059.0, 1.0), (1_000_060, 2), (1_000_500, 2)] {
            let answer = try await ask(at: time)
            #expect(
                answer.content
                    == .series([Series(samples: [.init(time: value == 1 ? 1_000_000 : 1_000_060, value: value)])]))
        }
        #expect(try await ask(at: 999_999).content == .series([]))
    }

    @Test("a row that says NaN is seen as NaN, and one of the future is not seen yet")
    func odd() async throws {
        try folder.write("s.csv", "timestamp,value\n1000000,NaN\n9000000000,5\n")
        guard case .series(let series) = try await ask(at: 1_000_010).content else {
            Issue.record("there are no series")
            return
        }
        #expect(series.map(\.samples.count) == [1])
        #expect(series.first?.samples.first?.value.isNaN == true)
    }

    @Test("columns are found by their names, with quotation marks, a byte order mark and ends of lines as they come")
    func columns() async throws {
        try folder.write("s.csv", "\u{FEFF}\"Value\",\"Timestamp\"\r\n5,1000000\r\n\r\n")
        #expect(
            try await ask(at: 1_000_010).content == .series([Series(samples: [.init(time: 1_000_000, value: 5)])]))
    }

    @Test("a spreadsheet's export is read as it is meant: quoted numbers with commas between their thousands")
    func spreadsheet() async throws {
        try folder.write(
            "s.csv",
            "timestamp, value ,note\n1000000,\"1,721,992.142\",\"a \"\"b\"\", c\"\n1000060, \"99.5\" ,\"a \"\"b\"\", c\"\n"
        )
        var file = try SeriesFile(path: "\(folder.path)/s.csv")
        let values = [1_000_030.0, 1_000_090].map { file.newest(at: $0).first?.samples.last?.value }
        #expect(values == [1_721_992.142, 99.5])
        for (text, message) in [
            ("1000000,\"12", "2: a quotation mark is not closed"),
            ("1000000,\"1\"2", "2: a quotation mark is not closed"),
            ("1000000,\"1,72\"", "2: \"1,72\" is not a number"),
        ] {
            try folder.write("s.csv", "timestamp,value\n\(text)\n")
            let error = #expect(throws: SeriesFileError.self) { try SeriesFile(path: "\(folder.path)/s.csv") }
            #expect(error.map { "\($0)".contains(message) } == true, "\(text)")
        }
    }

    @Test("windows that move in both directions over many rows give the same points as one that is read anew")
    func windows() async throws {
        let rows = (0..<3000).map { "\(1_000_000 + $0 * 30),\($0)" }
        try folder.write("s.csv", "timestamp,value\n" + rows.joined(separator: "\n") + "\n")
        var file = try SeriesFile(path: "\(folder.path)/s.csv")
        for end in [1_050_000.0, 1_050_030, 1_089_970, 1_003_000, 1_000_000, 2_000_000, 999_000, 1_060_000] {
            var fresh = try SeriesFile(path: "\(folder.path)/s.csv")
            let moved = file.points(from: end - 3600, to: end, step: 60)
            #expect(moved == fresh.points(from: end - 3600, to: end, step: 60))
            #expect(file.newest(at: end) == fresh.newest(at: end))
            // From outside: the newest row of each step.
            let expected = stride(from: end - 3600, through: end, by: 60).compactMap { time -> Double? in
                let newest = min(2999, ((time - 1_000_000) / 30).rounded(.down))
                return newest >= 0 && 1_000_000 + newest * 30 > time - 60 ? newest : nil
            }
            #expect(moved.first?.samples.map(\.value) ?? [] == expected)
        }
    }

    @Test("a query for points has one for each step that has a row, and none is invented")
    func points() async throws {
        try folder.write("s.csv", "timestamp,value\n1000000,1\n1000050,2\n1000055,3\n1000190,4\n")
        let kind = Query.Kind.range(from: start, to: start + 240, step: 60)
        let answer = try await ask(.value, kind, at: 1_000_240)
        #expect(
            answer.content
                == .series([
                    Series(samples: [
                        .init(time: 1_000_000, value: 1), .init(time: 1_000_060, value: 3),
                        .init(time: 1_000_240, value: 4),
                    ])
                ]))
    }

    @Test("columns after the value are labels: several series stay several")
    func several() async throws {
        try folder.write("s.errors.csv", "timestamp,value,track\n1000000,1,stable\n1000000,2,canary\n")
        guard case .series(let series) = try await ask(.errors, at: 1_000_010).content else {
            Issue.record("there are no series")
            return
        }
        #expect(Set(series.map { $0.labels["track"] }) == ["stable", "canary"])
    }

    @Test("an alert fires where its row says more than zero; without a row nobody knows")
    func alerts() async throws {
        try folder.write("s.csv", "timestamp,value\n1000000,0\n1000060,1\n")
        #expect(try await ask(.alerts, at: 1_000_010).content == .series([]))
        guard case .series(let firing) = try await ask(.alerts, at: 1_000_070).content else {
            Issue.record("there is no answer")
            return
        }
        #expect(firing.count == 1)
        guard case .failed = try await ask(.alerts, at: 1_001_000).content else {
            Issue.record("an answer without data")
            return
        }
    }

    @Test("a policy's own file goes before the one of the same signal")
    func own() async throws {
        try folder.write("s.csv", "timestamp,value\n1000000,1\n")
        try folder.write("checkout.s.csv", "timestamp,value\n1000000,5\n")
        #expect(
            try await ask(at: 1_000_010).content == .series([Series(samples: [.init(time: 1_000_000, value: 5)])]))
    }

    @Test("a file that is missing is named, with those that nobody reads")
    func missing() async throws {
        try folder.write("latncy.csv", "timestamp,value\n1000000,1\n")
        let error = await #expect(throws: PastError.self) { try await ask(.requests, at: 1_000_000) }
        let text = "\(try #require(error))"
        #expect(text.contains("s.requests.csv") && text.contains("latncy.csv"))
    }
}
