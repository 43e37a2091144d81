import EvenkeelAPI
import Testing

@Suite struct ValueTests {
    @Test(
        "durations are read and written as people write them",
        arguments: [
            ("30s", 30, "30s"), ("90s", 90, "1m30s"), ("1h30m", 5400, "1h30m"), ("1.5h", 5400, "1h30m"),
            ("500ms", 0.5, "500ms"), ("30d", 2_592_000, "30d"), ("0s", 0, "0s"),
        ])
    func timeSpans(text: String, seconds: Double, written: String) {
        #expect(TimeSpan(text)?.seconds == seconds)
        #expect(TimeSpan(text)?.description == written)
    }

    @Test(
        "what is no duration is refused",
        arguments: ["", "s", "30", "-5s", "5 s", "5µs", "1e3s", "1h30", "3651d", "٣s"])
    func noTimeSpans(text: String) { #expect(TimeSpan(text) == nil) }

    @Test(
        "what is no percentage is refused", arguments: ["", "%", "5", "-5%", "1e2%", "5 %", "1000000%", "0x5%", "nan%"])
    func noPercentages(text: String) { #expect(Percentage(text) == nil) }

    @Test("certainty is never claimed by rounding")
    func rounding() {
        #expect(Percentage(fraction: 0.99999999).description == "99.9999%")
        #expect(Percentage(fraction: 1).description == "100%")
        #expect(Percentage(fraction: 0.9997).description == "99.97%")
        #expect(SignedPercentage("-12.5%")?.description == "-12.5%")
    }

    @Test(
        "a percentage is the fraction that is written in code",
        arguments: [("99.9%", 0.999), ("5%", 0.05), ("0.7%", 0.007)])
    func fractions(text: String, fraction: Double) { #expect(Percentage(text)?.fraction == fraction) }

    @Test("numbers that are none are written, not trapped on")
    func extremes() {
        #expect(Percentage(fraction: .nan).description == "0%")
        #expect(Percentage(fraction: .infinity).description == "999999%")
        #expect(Percentage(fraction: -1).description == "0%")
        #expect(SignedPercentage(fraction: -.infinity).description == "-999999%")
        #expect(TimeSpan(seconds: .infinity).description == "3650d")
        #expect(TimeSpan(seconds: .nan).description == "0s")
    }
}
