import Testing

@testable import Detection

@Suite struct NumberTextTests {
    @Test("numbers are short and grouped")
    func plain() {
        let cases: [(Double, String)] = [
            (0, "0"), (5086, "5,086"), (8.1, "8.1"), (-0.05, "-0.05"), (123_456.7, "123,457"), (1e13, "1e13"),
            (2.5e-7, "2.5e-7"), (.nan, "not a number"), (.infinity, "infinity"), (1234567, "1,234,567"),
            (1.7e308, "1.7e308"), (9.9999, "10"),
        ]
        for (value, text) in cases { #expect(NumberText.plain(value) == text) }
    }

    @Test("a percentage is not rounded to certainty")
    func percent() {
        #expect(NumberText.percent(0.9997) == "99.97 %")
        #expect(NumberText.percent(0.99999) == "99.999 %")
        #expect(NumberText.percent(0.99999999) == "over 99.9999 %")
        #expect(NumberText.percent(0.081) == "8.1 %")
        #expect(NumberText.percent(1) == "100 %")
        #expect(NumberText.percent(0) == "0 %")
        #expect(NumberText.percent(.nan) == "not a number %")
    }

    @Test("durations have at most two units")
    func duration() {
        #expect(NumberText.duration(12_000) == "3 h 20 min")
        #expect(NumberText.duration(45) == "45 s")
        #expect(NumberText.duration(0) == "0 s")
        #expect(NumberText.duration(86_400) == "1 d")
        #expect(NumberText.duration(.infinity) == "more than 100 years")
    }
}
