import JSONValue
import Testing

@testable import EvenkeelAPI

@Suite("What check says of queries") struct QueryFindingTests {
    private func findings(_ errors: String, _ requests: String) -> [Finding] {
        Signal(
            name: "x",
            .errorRate(
                ErrorRateSignal(source: "main", errors: errors, requests: requests, limit: Percentage(fraction: 0.05)))
        ).queryFindings(at: [])
    }

    @Test(
        "what counts nothing is an error with the mend",
        arguments: [
            ("sum(rate(e_total[5m])) / sum(rate(r_total[5m]))", "errors: 'e_total'"),
            ("go_goroutines", "gauge"), ("sum(e_total)", "without sum()"), ("e_total offset 5m", "remove offset"),
            ("sum(irate(e_total[5m]))", "irate"), ("10", "constant"),
        ])
    func refused(_ errors: String, _ mend: String) {
        let found = findings(errors, "r_total")
        #expect(found.first?.severity == .error && found.first?.message.contains(mend) == true, "\(found)")
    }

    @Test(
        "what no query language accepts is an error with line and column",
        arguments: [
            "sum(rate(e_total[$__rate_interval]))", "sum(rate(e_total[5m])", "increase(e_total{ns={{ .ns }}}[1m])",
        ])
    func broken(_ errors: String) {
        let found = findings(errors, "sum(increase(r_total[1m]))")
        #expect(
            found.first?.severity == .error && found.first?.message.hasPrefix("line 1, column ") == true, "\(found)")
    }

    @Test(
        "a language of its own is a warning",
        arguments: [
            "sum(count_over_time({app=~\"a.*$\"} |= \"error\" [1m]))",
            "sum(count_over_time({app=\"a\"} | line_format \"{{.m}}\" |= \"x\" [1m]))",
        ])
    func otherLanguages(_ errors: String) {
        #expect(findings(errors, errors).map(\.severity) == [.warning, .warning])
    }

    @Test("errors of five minutes among the requests of one are an error")
    func windows() {
        let found = findings("sum(increase(e_total[5m]))", "sum(increase(r_total[1m]))")
        #expect(found.map(\.severity) == [.error] && "\(found)".contains("errors count 5m and requests 1m"))
    }

    @Test("LogQL is fine where its Loki is among the documents, and a bracket is missing there as anywhere")
    func logQL() {
        func findings(_ query: String) -> [Finding] {
            let policy: JSON = [
                "apiVersion": "evenkeel.dev/v1alpha1", "kind": "RemediationPolicy",
                "metadata": ["name": "a", "namespace": "shop"],
                "spec": [
                    "owner": "team", "mode": "Observe", "targetRef": ["name": "a"], "rules": [],
                    "signals": [
                        [
                            "name": "errors",
                            "errorRate": [
                                "source": "logs", "errors": .string(query), "requests": .string(query), "limit": "5%",
                            ],
                        ]
                    ],
                ],
            ]
            let loki: JSON = [
                "apiVersion": "evenkeel.dev/v1alpha1", "kind": "MetricSource", "metadata": ["name": "logs"],
                "spec": ["loki": ["address": "https://loki"], "allowedNamespaces": ["shop"]],
            ]
            return Documents.validate([policy, loki])[0]
        }
        #expect(findings(#"sum(count_over_time({app="a"} |= "error" [1m]))"#) == [])
        #expect(findings(#"sum(count_over_time({app="a"} |= "error" [1m])"#).map(\.severity) == [.error, .error])
    }

    @Test("counters, increases and rates are fine; two forms beside each other are not")
    func forms() {
        #expect(findings("e_total", "r_total") == [])
        #expect(findings("sum(increase(e_total[1m]))", "sum(increase(r_total[1m]))") == [])
        #expect(findings("sum(rate(e_total[1m]))", "sum(rate(r_total[1m]))") == [])
        #expect(CountQuery("sum(rate(e_total[5m]))").factor == 300)
        #expect(CountQuery("sum(rate(e_total[5m])) * 300").factor == 1)
        #expect(CountQuery("60 * sum(rate(e_total[5m]))").factor == 5)
        #expect(CountQuery("100 * sum(increase(e_total[5m]))").factor == 0.01)
        #expect(CountQuery("sum(increase(r_total[5m])) - sum(increase(g_total[5m]))").factor == 1)
        #expect(findings("e_total", "sum(increase(r_total[1m]))").map(\.severity) == [.error])
    }
}
