import JSONValue
import KubernetesTypes
import Testing

@testable import EvenkeelAPI

@Suite struct CronScheduleTests {
    /// Knuth's linear congruential generator: the same texts in each run.
    private struct Generator: RandomNumberGenerator {
        private var state: UInt64 = 42

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    @Test(
        "fields take lists, ranges, steps and names",
        arguments: [
            ("*/30 * * * *", 48), ("0 9-17 * * *", 9), ("0,15 0 * * *", 2), ("5/20 3 * * *", 3), ("0 0 1 JAN *", 1),
            ("9-5 * * * *", 57 * 24), ("0 22-6/2 * * *", 5), ("59-0 00-01 * * *", 4), ("*/99 12 * * *", 1),
        ])
    func fields(text: String, firings: Int) {
        #expect(CronSchedule(text)?.minutesOfDay.count == firings)
    }

    @Test("where both day fields are restricted, either is enough; Sunday is 0 and 7")
    func days() throws {
        let cron = try #require(CronSchedule("0 0 13 * 7"))
        #expect(cron.includes(month: 5, day: 13, weekday: 3))
        #expect(cron.includes(month: 5, day: 14, weekday: 0))
        #expect(!cron.includes(month: 5, day: 14, weekday: 1))
    }

    @Test(
        "ranges of days wrap around",
        arguments: [
            ("SAT-SUN", [0, 6]), ("6-0", [0, 6]), ("6-7", [0, 6]), ("7-1", [0, 1]), ("FRI-MON", [0, 1, 5, 6]),
            ("MON-SUN", [0, 1, 2, 3, 4, 5, 6]), ("SUN-SAT", [0, 1, 2, 3, 4, 5, 6]), ("0-7", [0, 1, 2, 3, 4, 5, 6]),
            ("FRI-TUE/2", [0, 2, 5]), ("7", [0]), ("SUN,3", [0, 3]),
        ])
    func wrapping(field: String, weekdays: [Int]) throws {
        let cron = try #require(CronSchedule("0 0 * * \(field)"))
        #expect((0...6).filter { cron.includes(month: 1, day: 1, weekday: $0) } == weekdays)
    }

    @Test("months and days of the month wrap around, too")
    func wrappingMonths() throws {
        let cron = try #require(CronSchedule("0 0 28-3 NOV-FEB *"))
        #expect((1...12).filter { cron.includes(month: $0, day: 1, weekday: 0) } == [1, 2, 11, 12])
        #expect((1...31).filter { cron.includes(month: 1, day: $0, weekday: 0) } == [1, 2, 3, 28, 29, 30, 31])
    }

    static let accepted = [
        "* * * * *", "*/5 * * * *", "0,30 0-6 1-15/2 JAN-MAR MON-FRI", "59 23 31 12 7", "0  18 * * FRI",
        "00 07 01 02 03", "9-5 22-6 28-3 NOV-FEB FRI-MON", "0 0 * * SAT-SUN", "0 0 * * MON-SUN", "0 0 * * 6-0",
        "0 0 * * 7-7/9", "5/20 */99 1/1 * *", "0 0 29 2 *", "0 0 31 2 MON", "1,2,3-4/5 * * * SUN,TUE",
    ]

    static let refused = [
        "", "* * * *", "* * * * * *", "60 * * * *", "*/0 * * * *", "a * * * *", "0 0 * FOO *", " 0 0 * * *",
        "0 0 * * * ", "0 0 * * fri", "0 0 * jan *", "0 24 * * *", "0 0 0 * *", "0 0 32 * *", "0 0 * 13 *", "0 0 * * 8",
        "000 0 * * *", "+1 0 * * *", "0 0 * * 007", "*/05 * * * *", "*/100 * * * *", "1- * * * *", "-1 * * * *",
        "1-2-3 * * * *", "1,,2 * * * *", ",1 * * * *", "1/ * * * *", "/5 * * * *", "1/2/3 * * * *", "*-5 * * * *",
        "5-* * * * *", "MON * * * *", "0 0 MON * *", "0 0 * * JAN", "0\t0 * * *", "@weekly", "0 0 L * *", "0 0 ? * *",
        "\u{0665} * * * *",
    ]

    @Test("the pattern of the definitions and the parser accept the same", arguments: accepted)
    func accepts(text: String) {
        #expect(CronSchedule(text) != nil)
        #expect(Pattern.matches(text, CronSchedule.pattern))
        #expect(MeaningRule.cron.breaches(.string(text)).isEmpty)
    }

    @Test("the pattern of the definitions and the parser refuse the same", arguments: refused)
    func refuses(text: String) {
        #expect(CronSchedule(text) == nil)
        #expect(!Pattern.matches(text, CronSchedule.pattern))
        #expect(!MeaningRule.cron.breaches(.string(text)).isEmpty)
    }

    @Test("the pattern and the parser agree about random texts")
    func random() {
        let parts = ["*", "0", "7", "12", "31", "59", "60", "-", "-", "/", ",", "JAN", "SUN", "SAT", "05", "+", "x"]
        var generator = Generator()
        for _ in 0..<3000 {
            let fields = (0..<5).map { _ in
                (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in parts.randomElement(using: &generator)
                }
                .joined()
            }
            let text = fields.joined(separator: " ")
            #expect(
                (CronSchedule(text) != nil) == Pattern.matches(text, CronSchedule.pattern), "\(text)")
        }
    }

    @Test(
        "a schedule fires if a month has one of its days",
        arguments: [
            ("0 0 29 2 *", true), ("0 0 30 2 *", false), ("0 0 31 2 *", false), ("0 0 31 2 MON", true),
            ("0 0 31 4,6,9,11 *", false), ("0 0 31 4,5 *", true), ("0 0 30-31 FEB *", false), ("0 0 30-1 FEB *", true),
            ("0 0 */31 2 *", true), ("* * * * *", true),
        ])
    func fires(text: String, fires: Bool) throws {
        #expect(try #require(CronSchedule(text)).fires == fires)
    }
}
