import Testing

@testable import PrometheusClient

@Suite("Times in RFC 3339")
struct RFC3339Tests {
    @Test(
        "times are read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-21T08:26:53Z", 1_795_249_613),
            ("2000-02-29T23:59:59.25Z", 951_868_799.25),
            ("2026-11-21T09:26:53.375+01:00", 1_795_249_613.375), ("2026-11-21t03:56:53-04:30", 1_795_249_613),
            ("1969-12-31T23:59:59Z", -1), ("0001-01-01T00:00:00Z", -62_135_596_800),
        ])
    func valid(text: String, seconds: Double) {
        #expect(RFC3339.seconds(text) == seconds)
    }

    @Test(
        "other texts are not",
        arguments: [
            "", "2026-11-21", "2026-13-21T08:26:53Z", "2026-11-21T24:26:53Z", "2026-11-21T08:26:53",
            "2026-11-21T08:26:53.Zx",
            "2026-11-21T08:26:53+0100", "abcd-11-21T08:26:53Z", "2026-11-21T08:26:53Zjunk",
        ])
    func invalid(text: String) {
        #expect(RFC3339.seconds(text) == nil)
    }
}
