import EvenkeelAPI
import KubernetesTypes
import Testing

@testable import EvenkeelBacktest

@Suite("The page")
struct PageTests {
    private let shop = Shop(hours: 10).with(.errors(0.3), from: 5, to: 5.5).with(.blind, from: 8, to: 9)

    private func report(_ policy: RemediationPolicy = .checkout()) async throws -> BacktestReport {
        let record = try await shop.play(policy)
        let incidents = [Incident(span: shop.span(0), name: "<b>bad</b> & \"release\"")]
        return BacktestReport(
            record, incidents: incidents, comparedWith: try await shop.play(.checkout(consecutive: 5)))
    }

    @Test("every element is closed, in the right order, and what comes from outside is escaped")
    func wellFormed() async throws {
        let html = try await report().html
        #expect(Self.openElements(html) == [])
        #expect(!html.contains("<b>bad"))
        #expect(html.contains("&lt;b&gt;bad&lt;/b&gt; &amp; &quot;release&quot;"))
    }

    @Test("it is complete in itself: no script, no link, nothing to fetch")
    func selfContained() async throws {
        let html = try await report().html
        for word in [
            "<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "http://", "https://", "href=\"h",
        ] {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(html.contains("prefers-color-scheme:dark") && html.contains("name=\"viewport\""))
    }

    @Test("it says in words first what would have been, and shows each decision, incident and chart with a name")
    func content() async throws {
        let report = try await report()
        let html = report.html
        let summary = try #require(html.firstRange(of: "class=\"summary\""))
        let figure = try #require(html.firstRange(of: "<svg"))
        #expect(summary.lowerBound < figure.lowerBound)
        #expect(html.contains("In 10 hours this policy would have acted once."))
        #expect(html.contains("id=\"decision-1\"") && html.contains("href=\"#decision-1\""))
        let charts = html.ranges(of: "<svg").count
        #expect(charts == 3)
        #expect(html.ranges(of: "role=\"img\" aria-label=").count >= charts)
        #expect(html.contains("Effect of the change"))
    }

    @Test("a single unusual sample is a dot in its chart and counted once, and nothing acts upon it")
    func notices() async throws {
        let record = try await Shop(hours: 8).with(.slow(3), from: 6, to: 6.01).play()
        let latency = try #require(record.readings.first { $0.signal == "latency" })
        #expect(latency.notices == 1 && latency.badEvaluations == 0 && record.decisions.isEmpty)
        let noticed = latency.all.filter(\.isNotice)
        #expect(!noticed.isEmpty && noticed.allSatisfy { $0.value > $0.noticeUpper })
        #expect(BacktestReport(record, incidents: nil).html.ranges(of: "class=\"notice\" d=\"M").count == 1)
    }

    @Test("values beside a chart are short enough for the margin of a telephone's screen")
    func shortValues() {
        let values = [1_222_363_264, 99_999, 123_456, 0.4918, -2_500_000, 3.2e13, 0.000012, 0]
        #expect(
            values.map { SignalChart.short($0) } == [
                "1.222 G", "99,999", "123.5 k", "0.4918", "-2.5 M", "32 T", "1.2e-5", "0",
            ])
    }

    @Test("a page without decisions and incidents has no empty panels")
    func quiet() async throws {
        let html = BacktestReport(try await Shop(hours: 2).play(), incidents: []).html
        #expect(Self.openElements(html) == [])
        #expect(html.contains("No incident is known in this time range."))
        #expect(html.contains("no rule was triggered"))
        #expect(!html.contains("<h2>Incidents</h2>") && !html.contains("Gates that held actions"))
    }

    /// What is open at the end, or was closed out of order.
    private static func openElements(_ html: String) -> [String] {
        var open: [String] = []
        for match in html.matches(of: /<(\/?)([a-zA-Z0-9]+)((?:[^>"]|"[^"]*")*)>/) {
            let (isEnd, name, rest) = (match.output.1 == "/", String(match.output.2), match.output.3)
            if rest.hasSuffix("/") { continue }
            if !isEnd {
                open.append(name)
            } else if open.last == name {
                open.removeLast()
            } else {
                return open + ["/" + name]
            }
        }
        return open
    }
}
