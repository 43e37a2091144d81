import CommandTestSupport
import Testing

@Suite("The series that detect reads")
struct DetectInputTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var input: String
        var says: String

        init(_ what: String, _ input: String, says: String) {
            (testDescription, self.input, self.says) = (what, input, says)
        }
    }

    static let wrong = [
        Wrong("nothing at all", "", says: "standard input:1: the file is empty"),
        Wrong("no header", "60,1\n120,2\n", says: "standard input:1: the first line is a row"),
        Wrong("one column", "value\n1\n", says: "standard input:1: a header such as timestamp,value is needed"),
        Wrong("semicolons", "timestamp;value\n60;1\n", says: "standard input:1: a header such as timestamp,value"),
        Wrong("a row too short", "timestamp,value\n60,1\n120\n", says: "standard input:3: a row needs timestamp,value"),
        Wrong("text as value", "timestamp,value\n60,many\n", says: "standard input:2: \"many\" is not a number"),
        Wrong("text as time", "timestamp,value\nnoon,1\n", says: "standard input:2: \"noon\" is neither epoch seconds"),
        Wrong(
            "milliseconds", "timestamp,value\n1700000000000,1\n", says: "standard input:2: 1700000000000 is after"),
        Wrong("infinite time", "timestamp,value\ninf,1\n", says: "standard input:2: \"inf\" is neither epoch seconds"),
        Wrong(
            "an endless line", "timestamp,value\n" + String(repeating: "1", count: 70_000),
            says: "standard input:2: the line is longer than 4096 bytes"),
    ]

    @Test("an invalid row is reported with the number of its line", arguments: wrong)
    func reported(wrong: Wrong) async throws {
        let outcome = try await Evenkeel.run("detect", "-", input: wrong.input)
        #expect(outcome.code == 2)
        #expect(outcome.error.hasPrefix("evenkeel: " + wrong.says), "\(outcome.error)")
        #expect(outcome.error.split(separator: "\n").count == 1)
        expectNoInternals(outcome.error)
    }

    @Test("a folder, and a file that is not there, are reported by name", arguments: ["/", "/nowhere.csv"])
    func unreadable(path: String) async throws {
        expectSentence(try await Evenkeel.run("detect", path), code: 2, says: "\(path): the file cannot be read")
    }

    @Test("rows before a bad one are written")
    func rowsBefore() async throws {
        let outcome = try await Evenkeel.run("detect", "-", input: "timestamp,value\n60,1\n120,2\n180,x\n")
        #expect(outcome.code == 2)
        #expect(Rows(outcome.output).column("timestamp") == ["60", "120"])
    }

    struct Odd: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var rows: [String]
        var says: String
    }

    private static let calm = (1...40).map { "\($0 * 60),\(10 + $0 % 3)" }

    static let odd = [
        Odd(testDescription: "empty", rows: ["2430,"], says: "1 row without a usable number (first: line 42)"),
        Odd(testDescription: "NaN", rows: ["2430,NaN"], says: "1 row without a usable number (first: line 42)"),
        Odd(
            testDescription: "infinite", rows: ["2430,inf", "2431,-inf"],
            says: "2 rows without a usable number (first: line 42)"),
        Odd(testDescription: "absurd", rows: ["2430,1e200"], says: "1 row without a usable number (first: line 42)"),
        Odd(
            testDescription: "repeated", rows: ["2400,9999"],
            says: "1 row not newer than the one before (first: line 42)"),
        Odd(
            testDescription: "unordered", rows: ["60,9999", "1200,9999"],
            says: "2 rows not newer than the one before (first: line 42)"),
        Odd(
            testDescription: "from the future", rows: ["9000000000,9999"],
            says: "1 row more than a day ahead of both the row before and the clock (first: line 42)"),
    ]

    @Test("an odd row is written without a judgement, not learnt, and counted", arguments: odd)
    func notLearnt(odd: Odd) async throws {
        let last = "2460,11"
        let clean = try await detect(Self.calm + [last])
        let dirty = try await detect(Self.calm + odd.rows + [last])
        #expect(clean.error == "")
        #expect(dirty.error.hasPrefix("evenkeel: " + odd.says), "\(dirty.error)")
        let rows = Rows(dirty.output)
        for row in rows.all.dropFirst(40).prefix(odd.rows.count) {
            #expect(row[2...] == ["", "", "", "0", "0", "0", "0", "", "", "0"])
        }
        #expect(rows.all.count == 41 + odd.rows.count)
        #expect(rows.all.last == Rows(clean.output).all.last)
    }

    @Test("a whole series in the future, and one with a long gap in it, are read as any other")
    func future() async throws {
        let rows = (0..<40).map { "\(9_000_000_000 + $0 * 60),1" } + (0..<40).map { "\(9_001_000_000 + $0 * 60),1" }
        let outcome = try await detect(rows)
        #expect(outcome.error.hasPrefix("evenkeel: 1 row more than a day ahead"))
        #expect(Rows(outcome.output).column("timestamp").count == 80)
    }

    @Test("columns are found by their names, and others are ignored")
    func columns() async throws {
        let plain = try await detect(["60,5", "120,6"])
        let mixed = try await Evenkeel.run(
            "detect", "--detector", "ZScore", "-",
            input: "\u{FEFF}\"Value\",host,\"Timestamp\"\r\n5,a,60\r\n\r\n 6 ,b,\"120\"\r\n")
        #expect(mixed.code == 0 && mixed.error == "")
        #expect(mixed.output == plain.output)
    }

    @Test("a header alone gives a header, and a word about it")
    func headerOnly() async throws {
        let outcome = try await detect([])
        #expect(outcome.code == 0)
        let columns =
            "timestamp,value,expected,lower,upper,score,confidence,alert,notice,alert_lower,alert_upper,recovered"
        #expect(outcome.output == columns + "\n")
        #expect(outcome.error == "evenkeel: there are no rows after the header\n")
    }

    @Test("epoch seconds, ISO 8601 with and without an offset, and plain days mean the same moment")
    func times() async throws {
        let ways = ["1704067260", "2024-01-01T00:01:00Z", "2024-01-01 00:01:00", "2024-01-01T01:01:00+01:00"]
        for way in ways {
            let outcome = try await detect(["2024-01-01,1", "\(way),1", "1704067261,1", "1704067260,1"])
            #expect(outcome.error.hasPrefix("evenkeel: 1 row not newer than the one before (first: line 5)"))
            #expect(Rows(outcome.output).column("timestamp")[1] == way)
        }
    }

    private func detect(_ rows: [String]) async throws -> Evenkeel.Outcome {
        let input = "timestamp,value\n" + rows.map { $0 + "\n" }.joined()
        return try await Evenkeel.run("detect", "--detector", "ZScore", "-", input: input)
    }
}

/// The rows that detect wrote, without the header.
struct Rows {
    var header: [String]
    var all: [[String]]

    init(_ output: String) {
        let lines = output.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        header = lines.first ?? []
        all = Array(lines.dropFirst())
    }

    func column(_ name: String) -> [String] {
        header.firstIndex(of: name).map { index in all.map { $0[index] } } ?? []
    }
}
